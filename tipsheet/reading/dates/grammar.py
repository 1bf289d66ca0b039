"""The rules of `grammar.toml`, made into patterns, and where they fit in a block of tokens."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from tipsheet.reading.dates.lexicon import BREAK, OTHER, PACKAGE, Lexicon, lexicon
from tipsheet.reading.dates.tokens import Tokens
from tipsheet.vocabulary.loading import read_table

STRETCH = re.compile(rf"[^{re.escape(OTHER + BREAK)}]+")
MACRO = re.compile(r"\{([a-z]+)\}")
SHORT = 24  # tokens in a stretch so common that where the rules fit in it is kept in mind
MOST = 4096  # stretches kept in mind


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over the codes of tokens, and the name of what reads it."""

    read: str
    pattern: re.Pattern[str]
    order: int


Fit = tuple[Rule, re.Match[str]]
"""A rule, and where it fits in a stretch."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule fits: tokens `first` up to `last`, with the groups of the pattern.

    `found` is over one stretch of the tokens' codes; `shift` leads from it to the tokens.
    """

    rule: Rule
    tokens: Tokens
    first: int
    last: int
    found: re.Match[str]
    shift: int
    lexicon: Lexicon

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        """Offset past the last character."""
        return self.tokens.ends[self.last - 1]

    def words(self, group: str = "") -> list[str]:
        """The words of a group, of the whole match when none is named; empty when absent."""
        if not group:
            return self.tokens.words[self.first : self.last]
        if self.found.re.groupindex.get(group) is None:
            return []
        first, last = self.found.span(group)
        return self.tokens.words[first + self.shift : last + self.shift] if first >= 0 else []

    def has(self, group: str) -> bool:
        """Whether a group took part in the match."""
        return bool(self.words(group))

    def value(self, group: str, *tables: str) -> object | None:
        """The value of a group's first word that one of the lexicon's tables knows."""
        for word in self.words(group):
            for table in tables:
                if word in self.lexicon.values[table]:
                    found: object = self.lexicon.values[table][word]
                    return found
        return None

    def before(self, back: int = 1) -> str:
        """The word so many tokens before the match; empty at the start of the block."""
        index = self.first - back
        return self.tokens.words[index] if index >= 0 else ""

    def after(self, ahead: int = 1) -> str:
        """The word so many tokens after the match; empty at the end of the block."""
        index = self.last + ahead - 1
        return self.tokens.words[index] if index < len(self.tokens.words) else ""

    def preceded_by(self, cue: str) -> bool:
        """Whether the word before is one of the lexicon's cues of that name."""
        return self.before() in self.lexicon.cues[cue]

    def followed_by(self, cue: str) -> bool:
        """Whether the word after is one of the lexicon's cues of that name."""
        return self.after() in self.lexicon.cues[cue]

    def step(self, group: str) -> int:
        """-1 where the words of a group lead back (last), 1 where they lead on (next), else 0."""
        words = self.words(group)
        if self.lexicon.cues["back"].intersection(words):
            return -1
        return 1 if self.lexicon.cues["forth"].intersection(words) else 0

    def is_capital(self) -> bool:
        """Whether the match begins with a capital letter."""
        return self.tokens.text[self.start].isupper()

    def is_in_name(self) -> bool:
        """Whether the word before has a capital too, or the one after has and this is no start."""
        text, index = self.tokens.text, self.first - 1
        if index < 0 or not self.tokens.words[index].isalpha():
            return index >= 0 and self.leads_name() and self.before() in ("the", "a")
        if text[self.tokens.starts[index]].isupper() and self.before() not in ("the", "a"):
            return True
        return self.leads_name()

    def leads_name(self) -> bool:
        """Whether the word after has a capital."""
        text = self.tokens.text
        last = self.last < len(self.tokens.words)
        return last and text[self.tokens.starts[self.last]].isupper()


def rest(match: Match, past: int) -> Match | None:
    """What of a match still fits after the tokens before `past` are taken."""
    shift = match.shift
    found = match.rule.pattern.search(match.found.string, past - shift, match.last - shift)
    if found is None or found.end() + shift <= past:
        return None
    return _match(match.rule, match.tokens, found, shift)


def matches(tokens: Tokens) -> list[Match]:
    """Every place where a rule fits, by place, the longer first, then by the rules' order."""
    stretches = list(STRETCH.finditer(tokens.codes))
    fits = _fits({stretch[0] for stretch in stretches})
    return [
        _match(rule, tokens, found, stretch.start())
        for stretch in stretches
        for rule, found in fits[stretch[0]]
    ]


def _match(rule: Rule, tokens: Tokens, found: re.Match[str], shift: int) -> Match:
    return Match(rule, tokens, found.start() + shift, found.end() + shift, found, shift, lexicon())


def _fits(stretches: set[str]) -> dict[str, list[Fit]]:
    """Where the rules fit in each stretch; the short ones, which come again, are remembered."""
    known = {codes: fits for codes in stretches if (fits := _SEEN.get(codes)) is not None}
    found = _fitting(stretches - known.keys())
    if len(_SEEN) > MOST:
        _SEEN.clear()
    _SEEN.update((codes, fits) for codes, fits in found.items() if len(codes) <= SHORT)
    return known | found


def _fitting(stretches: set[str]) -> dict[str, list[Fit]]:
    """Where the rules fit in each stretch: every rule runs once over all of them."""
    found: dict[str, list[Fit]] = {codes: [] for codes in stretches}
    hopeful = [codes for codes in stretches if _core().search(codes)]
    starts = list(accumulate((len(codes) + 1 for codes in hopeful), initial=0))
    joined = OTHER.join(hopeful)
    for rule in rules():
        for fit in rule.pattern.finditer(joined):
            at = bisect_right(starts, fit.start()) - 1
            alone = rule.pattern.match(hopeful[at], fit.start() - starts[at])
            if alone:
                found[hopeful[at]].append((rule, alone))
    for fits in found.values():
        fits.sort(key=lambda fit: (fit[1].start(), -fit[1].end(), fit[0].order))
    return found


_SEEN: dict[str, list[Fit]] = {}


@cache
def _core() -> re.Pattern[str]:
    return lexicon().core


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the package, compiled once."""
    table = read_table("grammar.toml", PACKAGE)
    macros: dict[str, str] = {}
    for name, source in table["macros"].items():
        macros[name] = f"(?:{_expanded(source, macros)})"
    known = lexicon()
    return tuple(
        Rule(
            row.get("read", row["name"]),
            re.compile(known.pattern(_expanded(row["pattern"], macros))),
            order,
        )
        for order, row in enumerate(table["rule"])
    )


def _expanded(source: str, macros: dict[str, str]) -> str:
    return MACRO.sub(lambda match: macros[match[1]], source)
