"""Numbers in words and digits, as counts and as years."""

from tipsheet.reading.dates.lexicon import Lexicon

SCALES = (100, 1000)
HALF = 0.5


def count_of(words: list[str], lexicon: Lexicon) -> float | None:
    """The number that the words spell; None for vague ones ("several", "a few").

    A range ("two to three", "12-18") counts as its lower end.
    """
    total, current, known = 0.0, 0.0, False
    for index, word in enumerate(words):
        if word in ("to", "or") and known:
            break
        if word == "and" and known and not _goes_on(words[index - 1], words[index + 1 :]):
            break
        if word in ("-", "–") and known and index and words[index - 1].isdigit():
            break
        number = _number(word, lexicon)
        if word == "half":
            current, known = current + HALF, True
        elif word == "couple":
            return 2.0
        elif word in ("few", "several", "many", "some", "number", "handful"):
            return None
        elif number is None:
            continue
        elif number in SCALES and number == int(number) and word.isalpha():
            current = (current or 1) * number
            if number == SCALES[1]:
                total, current = total + current, 0.0
            known = True
        elif word == "dozen":
            current, known = (current or 1) * 12, True
        else:
            current, known = current + number, True
    if known:
        return total + current
    return 1.0 if words and words[0] in ("a", "an", "another", "the") and len(words) == 1 else None


def _goes_on(before: str, after: list[str]) -> bool:
    """A hundred and five, two and a half; not two and three."""
    return before in ("hundred", "thousand") or "half" in after


def year_of(words: list[str], lexicon: Lexicon) -> int | None:
    """The year that spoken words spell: nineteen ninety-six, two thousand five."""
    numbers = [number for word in words if (number := _number(word, lexicon)) is not None]
    if not numbers or any(word.isdigit() for word in words):
        return None
    if len(numbers) >= 2 and numbers[0] in (18, 19, 20) and numbers[1] >= 10 and numbers[1] < 100:
        if len(numbers) == 3 and not (numbers[1] % 10 == 0 and numbers[2] < 10):
            return None
        return int(numbers[0] * 100 + sum(numbers[1:]))
    if len(numbers) >= 2 and numbers[:2] == [2, 1000]:
        return int(2000 + sum(numbers[2:]))
    return None


def full_year(word: str, pivot: int = 30) -> int:
    """A year of digits; two digits below `pivot` are of the 2000s, others of the 1900s."""
    digits = "".join(letter for letter in word if letter.isdigit())
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < pivot else 1900)


def _number(word: str, lexicon: Lexicon) -> float | None:
    if word in lexicon.values["num"]:
        return float(lexicon.values["num"][word])
    if "/" in word:
        above, below = word.split("/", 1)
        if above.isdigit() and below.isdigit() and int(below) > 0 and int(above) < int(below):
            return int(above) / int(below)
        return None
    plain = word.replace(",", "")
    if plain.replace(".", "", 1).isdigit() and plain.isascii() and len(plain) < 10:
        return float(plain)
    return None
