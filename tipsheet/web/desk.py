"""The desk: gives the edition of the moment, made anew when the store or the log has grown."""

from threading import RLock, Thread
from time import monotonic

from tipsheet.review import Log
from tipsheet.store import Store
from tipsheet.vocabulary.publishers import Publishers
from tipsheet.web.holdings import Holdings
from tipsheet.web.views import Edition

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

        The store is asked every few seconds whether it has grown. If so, a new edition is made
        beside the old one, which is shown until the new one is there.
        """
        with self._lock:
            if self._edition is None:
                self._has_grown()
                self._decided = self.log.mark()
                self._edition = Edition(Holdings.of(self.store), self.log.all(), self.known)
            elif self._making is None and self._has_grown():
                self._making = Thread(target=self._make_anew, name="edition", daemon=True)
                self._making.start()
            if (mark := self.log.mark()) != self._decided:
                self._decided, before = mark, self._edition
                self._edition = Edition(before.holdings, self.log.all(), self.known, before)
            return self._edition

    def _make_anew(self) -> None:
        try:
            mark = self.log.mark()
            made = Edition(Holdings.of(self.store), self.log.all(), self.known)
            with self._lock:
                self._edition, self._decided = made, mark
        finally:
            self._making = None

    def _has_grown(self) -> bool:
        if monotonic() - self._looked < LOOK:
            return False
        stats = self.store.stats()
        size = stats.readings, stats.links
        grown, self._size, self._looked = size != self._size, size, monotonic()
        return grown
