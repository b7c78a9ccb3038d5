"""Figures: numbers with what they count or measure, and when two of them clash.

The question is never only whether two numbers differ but whether they are about the
same thing: same kind, unit or currency, and the same noun or state counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from service.relations.dates import Date, Match, dates
from service.relations.numerals import Numeral, numerals
from service.relations.units import CURRENCIES, SHORT_UNITS, UNITS, Unit
from service.relations.words import Token, tokens
from service.vocabulary import Span


class Kind(Enum):
    """What sort of figure it is; figures of two kinds are never compared."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    MEASURE = "measure"
    AGE = "age"
    SCORE = "score"
    RELATIVE = "relative"


class State(Enum):
    """What has become of the people counted: tolls are compared state by state."""

    DEAD = (
        "dead killed kill kills killing died die dies deaths death toll fatalities fatality lives "
        "perished drowned bodies body corpses corpse coffins funerals buried victims slain"
    )
    HURT = "injured injuring wounded wounding hurt injuries casualties hospitalised hospitalized"
    MISSING = "missing unaccounted"
    HELD = "arrested arrests arresting detained custody detainees suspects hostages captive"
    MOVED = "evacuated displaced homeless evacuees"
    ALIVE = "survivors survived rescued saved alive survive"


_STATES = {word: state for state in State for word in state.value.split()}
CHANGEABLE = frozenset({State.DEAD, State.HURT, State.MISSING, State.HELD, State.MOVED})

_PERCENT = re.compile(
    r"\s?(?:%|per\s?cent\b(?:age\spoints?)?|percent(?:age points?)?\b|pct\b)", re.I
)
_AGED = re.compile(r"[\s-]year[\s-]?olds?\b|\syears?\sold\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged|age of|age)\s$", re.IGNORECASE)
_AGE_APPOSED = re.compile(r"[A-Z]\w+,\s$")
_RELATIVE = re.compile(r"\s(?:\w+\s)?(?:ago|earlier|later|before|after)\b", re.IGNORECASE)
_UNIT = re.compile(r"[\s-]?(?:(?:square|cubic|metric)\s)?(\u00b0?[A-Za-z]+)")
_DEGREES = re.compile(r"\s?(?:degrees?|\u00b0)\s?(C|F|celsius|fahrenheit)?\b", re.IGNORECASE)
_PRINTED_AFTER = 4
_WINDOW = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it is of.

    ``low`` and ``high`` bound it in the unit's base; ``unit`` is the dimension or the
    currency; ``nouns`` are stems of the words it counts; ``near`` stems around it.
    """

    span: Span
    number: Numeral
    kind: Kind
    low: float
    high: float
    unit: str = ""
    converted: float = 1.0
    nouns: frozenset[str] = frozenset()
    state: State | None = None
    near: frozenset[str] = frozenset()


@lru_cache(maxsize=4_096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in order; dates, years, ordinals and names hold none."""
    taken = [day.span for day in dates(text)]
    free = [n for n in numerals(text) if not any(_overlap(n.span, span) for span in taken)]
    scores = _scores(free, text)
    return tuple(_figure(n, text, score=n.span in scores) for n in free if not _is_year(n, text))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


_SCORE = re.compile(r"^(?:\s?[-\u2013]\s?|\s(?:votes?\s)?(?:to|against)\s)$", re.IGNORECASE)


def _scores(found: list[Numeral], text: str) -> frozenset[Span]:
    """Numbers set against each other, "5-4" or "119 votes to 3"."""
    spans = set()
    for first, second in zip(found, found[1:], strict=False):
        if _SCORE.match(text[first.span.end : second.span.start]):
            spans |= {first.span, second.span}
    return frozenset(spans)


def _is_year(number: Numeral, text: str) -> bool:
    words = number.span.of(text)
    if not (number.exact and words.isdigit() and 1500 <= number.value < 2100):
        return False
    return not re.match(r"[\s-][a-z]{3,}", text[number.span.end :])


def _figure(number: Numeral, text: str, *, score: bool) -> Figure:
    after = text[number.span.end :][:40]
    kind, unit, name, used = _measured(number, text, after)
    if score and kind is Kind.COUNT:
        kind = Kind.SCORE
    span = Span(number.span.start, number.span.end + used)
    words = tokens(text)
    at = next((i for i, t in enumerate(words) if t.span.end > span.start), len(words))
    to = next((i for i, t in enumerate(words) if t.span.start >= span.end), len(words))
    nouns = frozenset(t.stem for t in _counted(words, to, text, span.end)) - {name}
    low, high = (
        (unit.base(number.low), unit.base(number.high)) if unit else (number.low, number.high)
    )
    return Figure(
        span=span, number=number, kind=kind, low=low, high=high, unit=name,
        converted=unit.size if unit else 1.0, nouns=nouns,
        state=_state(words, at, to, text) if kind is Kind.COUNT else None,
        near=_near(words, at, to, text),
    )  # fmt: skip


def _measured(number: Numeral, text: str, after: str) -> tuple[Kind, Unit | None, str, int]:
    """Kind, unit, the dimension's or currency's name, and the characters these take."""
    if match := _PERCENT.match(after):
        return Kind.PERCENT, None, "points" if "point" in match.group() else "", match.end()
    if number.part:
        return Kind.PERCENT, None, "", 0
    if number.currency:
        return Kind.MONEY, None, _currency(number.currency), 0
    before = text[: number.span.start][-24:]
    if match := _AGED.match(after):
        return Kind.AGE, None, "", match.end()
    bare = not re.match(r"\s?[A-Za-z]", after)
    if _AGE_BEFORE.search(before) or (
        bare
        and 5 < number.value < 110
        and after[:1] in {",", ".", ""}
        and _AGE_APPOSED.search(before)
    ):
        return Kind.AGE, None, "", 0
    if match := _DEGREES.match(after):
        unit = UNITS[(match[1] or "c").lower()]
        return Kind.MEASURE, unit, unit.dimension, match.end()
    return _by_word(number, text, after)


def _by_word(number: Numeral, text: str, after: str) -> tuple[Kind, Unit | None, str, int]:
    match = _UNIT.match(after)
    word = match[1] if match else ""
    end = match.end() if match else 0
    lower = word.lower()
    if lower in ("pound", "pounds"):
        money = number.scaled or number.value >= 1000
        lower = "sterling" if money else "lb"
    elif match and lower not in UNITS and lower not in CURRENCIES:
        second = re.match(r"\s([a-z]+)", after[end:])  # "CFA francs", "Canadian dollars"
        if second and word[:1].isupper() and second[1] in CURRENCIES:
            return Kind.MONEY, None, f"{lower} {CURRENCIES[second[1]]}", end + second.end()
    if lower in CURRENCIES:
        return Kind.MONEY, None, CURRENCIES[lower], end
    if lower not in UNITS or (lower in SHORT_UNITS and lower == "c"):
        return Kind.COUNT, None, "", 0
    unit = UNITS[lower]
    area = re.match(r"[\s-]?square", after, re.IGNORECASE)
    if area and unit.dimension == "length":
        unit = Unit("area", unit.size**2)
    if unit.dimension == "time" and _RELATIVE.match(after[end:]):
        return Kind.RELATIVE, unit, unit.dimension, end
    return Kind.MEASURE, unit, unit.dimension, end


def _currency(sign: str) -> str:
    return {"US$": "$", "R": "rand"}.get(sign, CURRENCIES.get(sign, sign.lower()))


_BREAK = re.compile(r"[,;:.()\u2014\u2013\"\u201c\u201d?!]")
_PARTITIVE = frozenset(
    {"of", "the", "its", "their", "his", "her", "those", "these", "more", "other"}
)


def _counted(words: tuple[Token, ...], to: int, text: str, end: int) -> Iterator[Token]:
    """The words after a number that say what it counts, up to a break."""
    index, last = to, end
    while index < min(len(words), to + 2) and words[index].lower in _PARTITIVE:
        if _BREAK.search(text[last : words[index].span.start]):
            return
        last = words[index].span.end
        index += 1
    for token in words[index : index + _PRINTED_AFTER]:
        if _BREAK.search(text[last : token.span.start]) or not token.content:
            return
        yield token
        last = token.span.end


def _state(words: tuple[Token, ...], at: int, to: int, text: str) -> State | None:
    """The state word nearest to the number in its clause, the words after it first."""
    best: tuple[float, State] | None = None
    for index in range(max(0, at - _WINDOW), min(len(words), to + _WINDOW)):
        state = _STATES.get(words[index].lower)
        if state is None or at <= index < to:
            continue
        after = index >= to
        between = (
            text[words[to - 1].span.end if to else 0 : words[index].span.start]
            if after
            else text[words[index].span.end : words[at].span.start if at < len(words) else None]
        )
        if re.search(r"[.;:]|\d", between):
            continue
        distance = (index - to if after else at - index - 0.5) + 3 * between.count(",")
        if best is None or distance < best[0]:
            best = distance, state
    return best[1] if best else None


def _near(words: tuple[Token, ...], at: int, to: int, text: str) -> frozenset[str]:
    around = (*words[max(0, at - _WINDOW) : at], *words[to : to + _WINDOW])
    return frozenset(token.stem for token in around if token.content)


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two comparable figures and how they stand; ``likeness`` says how alike they are."""

    a: Figure
    b: Figure
    match: Match
    likeness: float

    @property
    def sure(self) -> bool:
        """Whether both surely count the same thing."""
        return self.likeness >= 2


def likeness(a: Figure, b: Figure) -> float | None:
    """How much speaks for one and the same quantity; None where it cannot be one."""
    if a.kind is not b.kind or a.unit != b.unit:
        return None
    if a.state and b.state and a.state is not b.state:
        return None
    score = 0.25 * len((a.near & b.near) - a.nouns)
    if a.state and a.state is b.state:
        score += 2
    score += 1.5 * min(1, len(a.nouns & b.nouns))
    return score


def compare_figures(a: Figure, b: Figure) -> Match:
    """Whether two figures of one quantity are equal, rounded, compatible or clash."""
    if a.number.exact and b.number.exact and a.low == b.low:
        return Match.EQUAL
    slack = _slack(a, b)
    apart = max(a.low, b.low) - min(a.high, b.high)
    if apart > slack:
        return Match.CLASH
    open_ended = any(abs(bound) == float("inf") for f in (a, b) for bound in (f.low, f.high))
    return Match.COMPATIBLE if open_ended else Match.ROUNDED


def _slack(a: Figure, b: Figure) -> float:
    """How far rounding alone can set the two apart, in the unit's base."""
    if a.converted != b.converted:
        return 0.06 * max(abs(a.number.value) * a.converted, abs(b.number.value) * b.converted)
    if a.number.granule == b.number.granule:
        return 0.0
    rough = max((a, b), key=lambda figure: figure.number.granule)
    if rough.number.value < 50 and rough.number.granule >= 1:
        return 0.0
    return min(rough.number.granule / 2, 0.03 * abs(rough.number.value)) * rough.converted


def figure_pairs(a: str, b: str) -> list[FigurePair]:
    """Every pair of figures that could be of one quantity, the likeliest first.

    Each figure is used once; equal ones are paired first, so that a clash is claimed
    only between what is left over.
    """
    found = []
    for x in figures(a):
        for y in figures(b):
            alike = likeness(x, y)
            if alike is not None:
                found.append(FigurePair(x, y, compare_figures(x, y), alike))
    found.sort(key=lambda pair: _RANK[pair.match] + pair.likeness, reverse=True)
    return list(_once(found))


_RANK = {Match.EQUAL: 2.0, Match.ROUNDED: 1.0, Match.COMPATIBLE: 0.5, Match.CLASH: 0.0}


def _once(found: list[FigurePair]) -> Iterator[FigurePair]:
    used_a: set[Span] = set()
    used_b: set[Span] = set()
    for pair in found:
        if pair.a.span not in used_a and pair.b.span not in used_b:
            used_a.add(pair.a.span)
            used_b.add(pair.b.span)
            yield pair


__all__ = ["Date", "Figure", "FigurePair", "Kind", "State", "figure_pairs", "figures"]
