"""The desk: gives the edition of the moment, made anew when the store or the log has grown."""

import logging
from threading import RLock, Thread
from time import monotonic

from tipsheet.review import Log
from tipsheet.store import Store
from tipsheet.vocabulary.publishers import Publishers
from tipsheet.web.holdings import Holdings
from tipsheet.web.views import Edition

_log = logging.getLogger("tipsheet.desk")

LOOK = 5.0  # seconds between two looks at whether the store has grown


class Desk:
    """Gives the edition of the moment, made anew when the store or the log has grown."""

    def __init__(self, store: Store, log: Log, known: Publishers | None = None) -> None:
        self.store = store
        self.log = log
        self.known = known
        self._lock = RLock()
        self._edition: Edition | None = None
        self._decided = 0
        self._size: tuple[int, ...] = ()
        self._looked = 0.0
        self._making: Thread | None = None

    def edition(self) -> Edition:
        """The edition with every decision taken so far.

        The store is asked every few seconds whether it has grown, beside the requests, since
        counting takes longer the more it holds. If so, a new edition is made beside the old
        one, which is shown until the new one is there.
        """
        with self._lock:
            if self._edition is None:
                self._has_grown()
                self._decided = self.log.mark()
                self._edition = Edition(Holdings.of(self.store), self.log.all(), self.known)
            elif self._making is None and monotonic() - self._looked >= LOOK:
                self._looked = monotonic()
                self._making = Thread(target=self._make_anew, name="edition", daemon=True)
                self._making.start()
            if (mark := self.log.mark()) != self._decided:
                self._decided, before = mark, self._edition
                self._edition = Edition(before.holdings, self.log.all(), self.known, before)
            return self._edition

    def warm(self) -> None:
        """Make what the first pages need, so that nobody waits for it."""
        edition = self.edition()
        edition.items(edition.today or "9999-12-31")
        _ = edition.contradicted

    def _make_anew(self) -> None:
        try:
            if not self._has_grown():
                return
            mark = self.log.mark()
            made = Edition(Holdings.of(self.store), self.log.all(), self.known)
            with self._lock:
                self._edition, self._decided = made, mark
        except Exception as error:  # the old edition goes on, and the store is asked again
            self._size = ()
            _log.warning("The edition could not be made anew: %s", type(error).__name__)
        finally:
            self._making = None

    def _has_grown(self) -> bool:
        stats = self.store.stats()
        size = stats.readings, stats.links
        grown, self._size, self._looked = size != self._size, size, monotonic()
        return grown
