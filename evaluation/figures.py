"""Figures: quantities of sentences with value and unit, or the figures of annotated reports.

Two formats are told apart by their keys.

- Sentences, one object a line (.jsonl) or a list (.json): `text`, and `quantities`, each with
  `value` (a number, or a list of two for a range), and, where there are such, `upper`, `unit` and
  `span`. All quantities count, durations and ages too; years, dates and names of numbers do not.
  Values are compared one to one without regard to place, as CQE was scored; a unit may be an ISO
  4217 code, a name, an abbreviation or the noun counted, for an empty unit any noun will do.
- Reports as in RECORD.md (`figures`, with `span`): a predicted figure is found where it overlaps
  a gold one, and value, unit, hedge and noun counted are judged on that pair.

`evaluation/data/quantities.jsonl` was written for this project; the lines marked `held` were not
looked at while the rules were made.

A share counts as its percentage (0.5 is 50 percent), a minor unit as its hundredth (50 cents).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import mistakes
from evaluation.corpus import Options, chosen, corpus_of, require, split_of
from evaluation.errors import CorpusInvalid
from evaluation.matching import assign
from evaluation.mistakes import Mistake
from evaluation.score import Row, Score, f1_measures
from tipsheet.reading.figures import Quantity, find_figures, find_quantities
from tipsheet.reading.figures.lexicon import Unit, unit_forms, unit_names
from tipsheet.reading.figures.tokens import Tokens
from tipsheet.record import Figure

SENTENCES = ("value", "value_unit")
RECORDS = ("span", "value", "value_unit", "value_hedge", "value_noun")
TOLERANCE = 1e-3  # relative: "two-thirds" is 0.667 to one annotator and 0.6667 to another


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A gold or predicted quantity in one scale; `unit` is a code, `noun` what is counted."""

    start: int
    end: int
    value: float
    upper: float | None
    unit: str | None
    noun: str | None
    per: str | None = None
    modifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sentence or report with its gold amounts."""

    id: str
    text: str
    gold: tuple[Amount, ...]
    whole: bool


def evaluate(
    path: Path, errors: Path | None = None, options: Options | None = None
) -> dict[str, Any]:
    """Score the rules on the sentences or reports of one file."""
    score = score_file(path, options or Options())
    if errors is not None:
        mistakes.write(errors, f"figures: {score.corpus.name}", score.mistakes)
    return score.to_dict()


def score_file(path: Path, options: Options) -> Score:
    """The score with its mistakes; reports under the training data are cut to their dev part."""
    split = split_of(require(path), options)
    samples = [s for _, s in chosen(((s.id, s) for s in load(path)), split, options)]
    pairs = [(sample, found(sample)) for sample in samples]
    rows = [counts(sample, amounts) for sample, amounts in pairs]
    names = RECORDS if any(sample.whole for sample in samples) else SENTENCES
    return Score(
        task="figures",
        corpus=corpus_of(path, [path], split),
        documents=len(samples),
        n=sum(len(sample.gold) for sample in samples),
        measures=f1_measures(rows, names),
        mistakes=tuple(m for sample, amounts in pairs for m in _mistakes(sample, amounts)),
    )


# Reading


def load(path: Path) -> list[Sample]:
    """The samples of a .jsonl or .json file in either format."""
    try:
        return [_sample(row, number) for number, row in enumerate(_rows(path))]
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusInvalid(f"{path} holds no figures: {error!r}.") from error


def _rows(path: Path) -> Iterable[Mapping[str, Any]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    rows: list[Mapping[str, Any]] = json.loads(text)
    return rows


def _sample(row: Mapping[str, Any], number: int) -> Sample:
    text, whole = row["text"], "figures" in row
    rows = row["figures" if whole else "quantities"]
    gold = tuple(_gold(item, whole=whole) for item in rows)
    return Sample(id=str(row.get("id", number)), text=text, gold=gold, whole=whole)


def _gold(item: Mapping[str, Any], *, whole: bool) -> Amount:
    value, upper = item["value"], item.get("upper")
    if isinstance(value, list):
        value, upper = value[0], value[-1]
    start, end = item.get("span") or (0, 0)
    written = (item.get("unit") or "").strip() or None
    unit, per = (written, None) if whole or written is None else _split_rate(written)
    known = _known(unit)
    factor = known.factor if known and not whole else 1.0
    return _in_percent(
        Amount(
            start=start,
            end=end,
            value=float(value) * factor,
            upper=None if upper is None else float(upper) * factor,
            unit=known.code if known else None,
            noun=item.get("of") if whole else (None if known else unit),
            per=per,
            modifier=item.get("modifier"),
        )
    )


def _split_rate(unit: str) -> tuple[str, str | None]:
    """ "dollar per barrel" or "USD/barrel" is dollars for each barrel; "km/h" is one unit."""
    if _known(unit):
        return unit, None
    for joint in (" per ", "/", " a ", " an "):
        head, found_joint, per = unit.partition(joint)
        if found_joint and _known(head):
            return head, per.strip()
    return unit, None


def _known(unit: str | None) -> Unit | None:
    if unit is None:
        return None
    if unit in _codes():
        return _codes()[unit]
    tokens = Tokens(unit)
    for phrases, exact in ((unit_forms(), True), (unit_names(), False)):
        found_unit, stop = phrases.starting(tokens, 0, exact=exact)
        if isinstance(found_unit, Unit) and stop == len(tokens):
            return found_unit
    return None


def _codes() -> dict[str, Unit]:
    units = [unit for items in unit_names().by_edge.values() for _, unit in items]
    return {unit.code: Unit(code=unit.code, kind=unit.kind) for unit in units}


# Scoring


def found(sample: Sample) -> list[Amount]:
    """What the rules find in a sample, in one scale."""
    if sample.whole:
        return [_of_figure(figure) for figure in find_figures(sample.text)]
    return [_of_quantity(quantity) for quantity in find_quantities(sample.text)]


def counts(sample: Sample, amounts: Sequence[Amount]) -> Row:
    """(tp, fp, fn) of each metric."""
    pairs = _pairs(sample, amounts)
    matched = [(sample.gold[i], amounts[j]) for i, j in pairs.items()]
    hits = {
        "span": len(matched),
        "value": sum(same_value(*pair) for pair in matched),
        "value_unit": sum(same_value(*pair) and same_unit(*pair) for pair in matched),
        "value_hedge": sum(
            same_value(*pair) and pair[0].modifier == pair[1].modifier for pair in matched
        ),
        "value_noun": sum(same_value(*pair) and same_noun(*pair) for pair in matched),
    }
    return {name: (n, len(amounts) - n, len(sample.gold) - n) for name, n in hits.items()}


def same_value(gold: Amount, other: Amount) -> bool:
    """Whether value and upper end are the same, but for rounding."""
    return _close(gold.value, other.value) and _close(gold.upper, other.upper)


def same_unit(gold: Amount, other: Amount) -> bool:
    """Whether the units are the same, or the gold unit is the noun that was found."""
    if gold.unit is None and gold.noun is not None and gold.modifier is None:
        return other.unit is None and same_noun(gold, other)
    if gold.unit == "times" and other.unit is None:
        return _stem(other.noun or "") == "time"
    rated = gold.per is None or other.per is None or _stem(gold.per) == _stem(other.per)
    return gold.unit == other.unit and rated


def same_noun(gold: Amount, other: Amount) -> bool:
    """Whether the head of one noun phrase is in the other."""
    if not gold.noun or not other.noun:
        return gold.noun is other.noun or not (gold.noun or other.noun)
    one = [_stem(word) for word in gold.noun.split()]
    two = [_stem(word) for word in other.noun.split()]
    return one[-1] in two or two[-1] in one


def _pairs(sample: Sample, amounts: Sequence[Amount]) -> dict[int, int]:
    similar: dict[tuple[int, int], float] = {}
    for i, gold in enumerate(sample.gold):
        for j, other in enumerate(amounts):
            likeness = _likeness(gold, other, whole=sample.whole)
            if likeness:
                similar[i, j] = likeness
    return assign(similar)


def _likeness(gold: Amount, other: Amount, *, whole: bool) -> float:
    if whole:
        return float(max(0, min(gold.end, other.end) - max(gold.start, other.start)))
    return 1 + same_unit(gold, other) if same_value(gold, other) else 0


def _of_figure(figure: Figure) -> Amount:
    return _in_percent(
        Amount(
            start=figure.start,
            end=figure.end,
            value=figure.value,
            upper=figure.upper,
            unit=figure.unit,
            noun=figure.of,
            modifier=figure.modifier,
        )
    )


def _of_quantity(quantity: Quantity) -> Amount:
    return _in_percent(
        Amount(
            start=quantity.start,
            end=quantity.end,
            value=quantity.value,
            upper=quantity.upper,
            unit=quantity.unit,
            noun=quantity.noun,
            per=quantity.per,
        )
    )


def _in_percent(amount: Amount) -> Amount:
    """Shares without a unit are compared as percentages are."""
    share = amount.unit == "fraction" or (
        amount.unit is None and 0 < amount.value < 1 and amount.upper is None
    )
    if not share:
        return amount
    return Amount(
        start=amount.start,
        end=amount.end,
        value=amount.value * 100,
        upper=None,
        unit="percent",
        noun=amount.noun,
        modifier=amount.modifier,
    )


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def _stem(word: str) -> str:
    lower = word.lower().strip(".,'’\"")
    if lower.endswith("ies") and len(lower) > 4:
        return f"{lower[:-3]}y"
    irregular = {"people": "person", "men": "man", "women": "woman", "children": "child"}
    return irregular.get(lower, lower.removesuffix("s") if not lower.endswith("ss") else lower)


# Mistakes


def _mistakes(sample: Sample, amounts: Sequence[Amount]) -> Iterable[Mistake]:
    pairs = _pairs(sample, amounts)
    for i, gold in enumerate(sample.gold):
        if i not in pairs:
            yield _mistake("missed", sample, gold, _shown(gold))
    for j, other in enumerate(amounts):
        if j not in pairs.values():
            yield _mistake("false alarm", sample, other, _shown(other))
    for i, j in pairs.items():
        gold, other = sample.gold[i], amounts[j]
        note = f"{_shown(gold)}, found {_shown(other)}"
        if not same_value(gold, other):
            yield _mistake("wrong value", sample, other, note)
        elif not same_unit(gold, other):
            yield _mistake("wrong unit", sample, other, note)
        elif sample.whole and gold.modifier != other.modifier:
            yield _mistake("wrong hedge", sample, other, note)
        elif sample.whole and not same_noun(gold, other):
            yield _mistake("wrong noun", sample, other, note)


def _mistake(kind: str, sample: Sample, amount: Amount, note: str) -> Mistake:
    return Mistake(
        kind=kind,
        document=sample.id,
        text=sample.text,
        start=amount.start,
        end=amount.end,
        note=note,
    )


def _shown(amount: Amount) -> str:
    upper = "" if amount.upper is None else f"–{amount.upper:g}"
    parts = (f"{amount.value:g}{upper}", amount.unit, amount.noun, amount.per, amount.modifier)
    return " ".join(part for part in parts if part)
