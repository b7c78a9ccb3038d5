"""Numbers as news writes them: digits, words, fractions, scales, bounds and ranges.

Every numeral comes with the interval that its wording allows ("nearly 90", "at least
12", "3 to 5") and with how coarsely it is written, so that rounding is no clash.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from text_to_num import text2num  # type: ignore[import-untyped]  # ships no types

from service.relations.units import SCALES
from service.vocabulary import Span

_UNITS_ = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BIG = "hundred|thousand|million|billion|trillion"
_WORD = rf"(?:{_TEENS}|{_TENS}|{_UNITS_}|{_BIG}|dozen)"
_SCALE = r"(?:hundred|thousand|lakhs?|crores?|millions?|billions?|trillion|mn|mln|bn|tn|m|b|k)"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_NUMERAL = re.compile(
    rf"""
    (?<![\w.,:/\u2013])(?<![A-Za-z]-)(?:
      (?P<shares>(?:one|two|three|four)[\s-](?:half|third|quarter|fifth|tenth)s?|
          (?<!first\ )(?<!second\ )(?<!last\ )
          (?:a\ )?(?:half|(?<=a\ )(?:third|quarter|fifth|tenth)))
          (?!-)(?:\s(?:of\s)?an?\s(?P<of>{_BIG}|dozen))?(?=\W|$)
          (?!\s(?:past|time|year|hour|mile|an?\b|day|finger|place))
    | (?P<share_of>(?:{_WORD}|\d+))\s(?:in|out\sof)\s(?:every\s)?(?P<share_in>{_WORD}|\d+)\b
          (?!\s(?:years?|days?))
    | (?P<currency>(?:US|A|C|NZ|HK|R|S)?[$\u20ac\u00a3\u00a5\u20b9]|R(?=\d))?\s?
          (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
          (?:(?:\s|-)?(?P<scale>{_SCALE})\b)?
          (?![\d/:]|-?(?:st|nd|rd|th)\b|\.\d|,\d)(?!\s?[ap]\.?m\b|\so'?clock)
    | (?P<halved>{_WORD}|\d+)\sand\sa\shalf(?:\s(?P<half_of>{_BIG}))?\b
    | (?P<words>(?:an?\s(?=(?:{_BIG}|dozen)\b))?{_WORD}(?:(?:\s|-|\sand\s){_WORD})*)\b
          (?:\s(?P<indian>lakh|crore)s?\b)?
          (?!\so'?clock|\s[ap]\.m)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_ONE = re.compile(
    r"(?:\b(?:no|any|every|each|some|this|that|the|which|number|at|by|as)[\s-])$", re.IGNORECASE
)
_NOT_ONE_AFTER = re.compile(
    r"(?:\s(?:another|day|thing|who|that|or|can|could|must|should|side|by)\b|'s|\u2019s|-)",
    re.IGNORECASE,
)

_About = Callable[[float, float], tuple[float, float]]


def _near(value: float, granule: float) -> tuple[float, float]:
    slack = max(0.08 * value, min(granule / 2, 0.15 * value) if value >= 10 else 0.0)
    return value - slack, value + slack


def _below(value: float, granule: float) -> tuple[float, float]:
    return _near(value, granule)[0], value


def _above(value: float, granule: float) -> tuple[float, float]:
    return value, value + max(0.1 * value, granule / 2)


def _at_least(value: float, _granule: float) -> tuple[float, float]:
    return value, math.inf


def _at_most(value: float, _granule: float) -> tuple[float, float]:
    return -math.inf, value


_QUALIFIERS: tuple[tuple[re.Pattern[str], _About], ...] = tuple(
    (re.compile(rf"\b(?:{words})\s+(?:an?\s|the\s)?$", re.IGNORECASE), rule)
    for words, rule in (
        (r"(?:just|slightly|a little|little|barely) (?:over|more than|above)", _above),
        (
            r"nearly|almost|close to|just under|just below|not quite|just short of|approaching",
            _below,
        ),
        (
            r"about|around|some|roughly|approximately|an? estimated|estimated|perhaps|circa|or so",
            _near,
        ),
        (r"no (?:more|higher|longer) than|at most|up to|as (?:many|much) as|under|below", _at_most),
        (r"(?:fewer|less|lower) than|a maximum of|not more than", _at_most),
        (r"at least|more than|over|above|no (?:fewer|less) than|upwards of", _at_least),
        (r"in excess of|exceed(?:s|ed|ing)?|a minimum of|greater than", _at_least),
        (r"(?:sur)?pass(?:ed|es)|tops|topped", _at_least),
    )
)
_QUALIFIER_REACH = 24
_AFTER = re.compile(
    r"^(?:\s(?:or|and) (?P<more>more|above)\b|"
    r"\s(?P<so>or so)\b|(?P<odd>-odd|-something)\b|(?P<plus>\+))"
)
_TO = re.compile(r"^\s?(?:to|and|or|[-\u2013\u2014])\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: what it says and what it allows.

    ``low`` and ``high`` are infinite for open bounds; ``granule`` is the last place
    written (100 for 1,200, 0.1 for 4.2); ``part`` marks a fraction of a whole.
    """

    span: Span
    value: float
    low: float
    high: float
    granule: float
    currency: str | None = None
    scaled: bool = False
    part: bool = False

    @property
    def exact(self) -> bool:
        """Whether the wording neither bounds nor approximates."""
        return self.low == self.high


def numerals(text: str) -> list[Numeral]:
    """The numbers of ``text`` in order, ranges joined, with their qualifiers applied."""
    found = [item for match in _NUMERAL.finditer(text) if (item := _read(match, text))]
    return [_qualified(item, text) for item in _joined(found, text)]


def _read(match: re.Match[str], text: str) -> Numeral | None:
    span = Span(*match.span())
    if match["shares"]:
        return _fraction(match, span)
    if match["share_of"]:
        return _ratio(match, span)
    if match["halved"]:
        value = (_number(match["halved"]) + 0.5) * SCALES.get((match["half_of"] or "").lower(), 1)
        return _exact(span, value, _granule(value))
    if match["digits"]:
        return _digits(match, span)
    return _words(match, span, text)


def _fraction(match: re.Match[str], span: Span) -> Numeral:
    words = re.split(r"[\s-]", match["shares"].lower())
    named = next(word for word in words if word.rstrip("s") in _PARTS or word in _PARTS)
    times = 1.0 if words[0] in ("a", named) else _number(words[0])
    value = times / _PARTS.get(named, _PARTS.get(named.rstrip("s"), 1))
    if match["of"]:
        whole = value * (12 if match["of"].lower() == "dozen" else SCALES[match["of"].lower()])
        return _exact(span, whole, _granule(whole))
    share = 100 * value
    return Numeral(span, share, share - 3, share + 3, 1, part=True)


def _ratio(match: re.Match[str], span: Span) -> Numeral | None:
    of, whole = _number(match["share_of"]), _number(match["share_in"])
    if not 0 < of <= whole:
        return None
    share = 100 * of / whole
    return Numeral(span, share, share - 3, share + 3, 1, part=True)


def _digits(match: re.Match[str], span: Span) -> Numeral:
    digits = match["digits"].replace(",", "")
    scale = SCALES[match["scale"].lower()] if match["scale"] else 1.0
    decimals = len(digits.partition(".")[2])
    value = float(digits) * scale
    granule = scale * 10.0**-decimals if decimals or scale > 1 else _granule(value)
    start = span.start + len(match.group()) - len(match.group().lstrip())
    currency = match["currency"].upper() if match["currency"] else None
    return Numeral(Span(start, span.end), value, value, value, granule, currency, scaled=scale > 1)


def _words(match: re.Match[str], span: Span, text: str) -> Numeral | None:
    words = match["words"].lower()
    if words == "one" and (
        _NOT_ONE.search(text[: span.start]) or _NOT_ONE_AFTER.match(text[span.end :])
    ):
        return None
    try:
        value = _number(words)
    except ValueError:
        return None
    value *= SCALES[match["indian"].lower()] if match["indian"] else 1
    return _exact(span, value, _granule(value))


def _number(words: str) -> float:
    """The value of digits or of number words.

    Raises:
        ValueError: the words are no number ("nineteen eighty").
    """
    if words.isdigit():
        return float(words)
    plain = re.sub(r"^an? ", "one ", re.sub(r"[\s-]+", " ", words.lower()))
    if plain.endswith("dozen"):
        return 12.0 * (_number(plain[:-5].strip()) if plain[:-5].strip() else 1)
    return float(text2num(plain, "en"))


def _exact(span: Span, value: float, granule: float) -> Numeral:
    return Numeral(span, value, value, value, granule, scaled=value >= 1e6)


def _granule(value: float) -> float:
    """The last place that is not zero: 100 for 1,200."""
    granule = 1.0
    while value and value % (granule * 10) == 0 and granule < value:
        granule *= 10
    return granule


def _joined(found: list[Numeral], text: str) -> Iterator[Numeral]:
    """Ranges as one numeral: "3 to 5", "between 12 and 15", "12-15"."""
    index = 0
    while index < len(found):
        first, second = found[index], found[index + 1] if index + 1 < len(found) else None
        if second and _is_range(first, second, text):
            factor = 1.0 if first.scaled or not second.scaled else second.granule
            low = first.value * (factor if first.value * factor <= second.value else 1.0)
            yield Numeral(
                Span(first.span.start, second.span.end), (low + second.value) / 2, low,
                second.value, second.granule, first.currency or second.currency, second.scaled,
            )  # fmt: skip
            index += 2
        else:
            yield first
            index += 1


def _is_range(first: Numeral, second: Numeral, text: str) -> bool:
    between = text[first.span.end : second.span.start]
    if not _TO.match(between) or first.part or second.part or first.value >= second.value:
        return False
    if "and" in between.lower():
        return bool(re.search(r"\b(?:between|from)\s+$", text[: first.span.start], re.IGNORECASE))
    return second.value <= 20 * first.value or second.scaled


def qualified_from(text: str, start: int) -> int:
    """Where a number that stands at ``start`` begins with its qualifier ("nearly 90")."""
    before = text[:start][-_QUALIFIER_REACH:]
    found = [match for words, _ in _QUALIFIERS if (match := words.search(before))]
    return start - len(found[0].group()) if found else start


def _qualified(numeral: Numeral, text: str) -> Numeral:
    if not numeral.exact and not numeral.part:
        return numeral
    before, after = text[: numeral.span.start][-_QUALIFIER_REACH:], text[numeral.span.end :][:12]
    rule = next((rule for words, rule in _QUALIFIERS if words.search(before)), None)
    if rule is None and (tail := _AFTER.match(after)):
        rule = _near if tail["so"] or tail["odd"] else _at_least
    if rule is None:
        return numeral
    return _with(numeral, partial(rule, numeral.value, numeral.granule)())


def _with(numeral: Numeral, bounds: tuple[float, float]) -> Numeral:
    return Numeral(
        numeral.span, numeral.value, *bounds, numeral.granule, numeral.currency,
        numeral.scaled, numeral.part,
    )  # fmt: skip
