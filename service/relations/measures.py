"""What a number measures: a share, a sum of money, a quantity with a unit, an age, a count."""

import re
from dataclasses import dataclass
from enum import Enum

from service.relations.numerals import Numeral
from service.relations.units import CURRENCIES, UNITS, Unit


class Kind(Enum):
    """What sort of figure it is; figures of two kinds are never compared."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    MEASURE = "measure"
    AGE = "age"
    SCORE = "score"
    RELATIVE = "relative"


PLAIN = Unit("")


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind with its unit.

    ``name`` is the currency or the unit's dimension, ``used`` the number of characters
    after the number that say so.
    """

    kind: Kind
    name: str = ""
    used: int = 0
    unit: Unit = PLAIN


_PERCENT = re.compile(
    r"\s?(?:%|per\s?cent(?P<points>age\s?points?)?\b|pct\b)(?:\spoints?\b)?", re.IGNORECASE
)
_AGED = re.compile(r"[\s-]year[\s-]?olds?\b|\syears?\sold\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged|age of|age|died at|dead at|who (?:was|is))\s$", re.IGNORECASE)
_APPOSED = re.compile(r"[A-Z]\w+,\s$")
_ALONE = re.compile(r"[,.]|$")
_RELATIVE = re.compile(r"\s(?:\w+\s)?(?:ago|earlier|later|before|after)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"[\s-]?(?P<power>square\s|cubic\s)?(?:metric\s)?(?P<word>[A-Za-z]+)", re.IGNORECASE
)
_DEGREES = re.compile(
    r"\s?(?:degrees?|\u00b0)\s?(?P<scale>C|F|celsius|fahrenheit)?\b", re.IGNORECASE
)
_BARE_LETTERS = frozenset("cfp")


def measure(number: Numeral, text: str) -> Measure:
    """What ``number`` in ``text`` measures; a plain count where nothing says otherwise."""
    after = text[number.span.end :][:40]
    if match := _PERCENT.match(after):
        points = "points" if "point" in match.group() else ""
        return Measure(Kind.PERCENT, points, match.end())
    if number.part:
        return Measure(Kind.PERCENT)
    if number.currency:
        return Measure(Kind.MONEY, _currency(number.currency))
    return _age(number, text, after) or _with_unit(number, after)


def _currency(sign: str) -> str:
    return {"US$": "$", "R": "rand"}.get(sign, CURRENCIES.get(sign, sign.lower()))


def _age(number: Numeral, text: str, after: str) -> Measure | None:
    if match := _AGED.match(after):
        return Measure(Kind.AGE, used=match.end())
    before = text[: number.span.start][-24:]
    apposed = 5 < number.value < 110 and bool(_APPOSED.search(before))
    if _ALONE.match(after) and (apposed or _AGE_BEFORE.search(before)):
        return Measure(Kind.AGE)
    return None


def _with_unit(number: Numeral, after: str) -> Measure:
    if match := _DEGREES.match(after):
        unit = UNITS[(match["scale"] or "celsius").lower()]
        return Measure(Kind.MEASURE, unit.dimension, match.end(), unit)
    match = _UNIT.match(after)
    if match is None:
        return Measure(Kind.COUNT)
    word = match["word"].lower()
    if word in ("pound", "pounds"):  # sterling or weight: news gives large sums and small weights
        word = "sterling" if number.scaled or number.value >= 1000 else "lb"
    if word in CURRENCIES and word not in _BARE_LETTERS:
        return Measure(Kind.MONEY, CURRENCIES[word], match.end())
    if word in UNITS and word not in _BARE_LETTERS:
        return _of_unit(UNITS[word], match, after)
    return _foreign_money(match, after) or Measure(Kind.COUNT)


def _of_unit(unit: Unit, match: re.Match[str], after: str) -> Measure:
    power = {"square ": "area", "cubic ": "volume"}.get((match["power"] or "").lower())
    if power and unit.dimension == "length":
        unit = Unit(power, unit.size**2 if power == "area" else 1000 * unit.size**3)
    past = unit.dimension == "time" and _RELATIVE.match(after[match.end() :])
    return Measure(Kind.RELATIVE if past else Kind.MEASURE, unit.dimension, match.end(), unit)


def _foreign_money(match: re.Match[str], after: str) -> Measure | None:
    """Money named by two words, "CFA francs" or "Canadian dollars"."""
    second = re.match(r"\s([a-z]+)", after[match.end() :])
    if second is None or second[1] not in CURRENCIES or not match["word"][0].isupper():
        return None
    name = f"{match['word'].lower()} {CURRENCIES[second[1]]}"
    return Measure(Kind.MONEY, name, match.end() + second.end())
