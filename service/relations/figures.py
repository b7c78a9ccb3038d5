"""Figures: numbers with what they count or measure, and when two of them clash.

The question is never only whether two numbers differ but whether they are about the
same thing: same kind, unit or currency, and the same noun or state counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from service.relations.dates import dates
from service.relations.measures import Kind, measure
from service.relations.numerals import Numeral, numerals
from service.relations.words import Token, tokens
from service.vocabulary import Span


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

_PRINTED_AFTER = 4
_WINDOW = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it is of.

    ``low`` and ``high`` bound it in the unit's base; ``unit`` is the dimension or the
    currency and ``size`` the unit's size in that base; ``nouns`` are stems of the
    words it counts, ``near`` those around it; ``partial`` marks some among more, "six
    others", and a bare "one".
    """

    span: Span
    number: Numeral
    kind: Kind
    low: float
    high: float
    unit: str = ""
    size: float = 1.0
    nouns: frozenset[str] = frozenset()
    state: State | None = None
    near: frozenset[str] = frozenset()
    partial: bool = False


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
    for first, second in pairwise(found):
        if _SCORE.match(text[first.span.end : second.span.start]):
            spans |= {first.span, second.span}
    return frozenset(spans)


def _is_year(number: Numeral, text: str) -> bool:
    """Four bare digits are a year; a quantity would have a comma, a unit or a qualifier."""
    words = number.span.of(text)
    return number.exact and words.isdigit() and 1500 <= number.value < 2100


def _figure(number: Numeral, text: str, *, score: bool) -> Figure:
    read = measure(number, text)
    kind = Kind.SCORE if score and read.kind is Kind.COUNT else read.kind
    span = Span(number.span.start, number.span.end + read.used)
    words = tokens(text)
    at = next((i for i, t in enumerate(words) if t.span.end > span.start), len(words))
    to = next((i for i, t in enumerate(words) if t.span.start >= span.end), len(words))
    return Figure(
        span=span,
        number=number,
        kind=kind,
        low=read.unit.base(number.low),
        high=read.unit.base(number.high),
        unit=read.name,
        size=read.unit.size,
        nouns=frozenset(t.stem for t in _counted(words, to, text, span.end)),
        state=_state(words, at, to, text) if kind is Kind.COUNT else None,
        near=_near(words, at, to),
        partial=_is_partial(number, words, at, to),
    )


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


_AMONG_MORE = frozenset({"other", "others", "more", "further", "additional", "new", "remaining"})


def _is_partial(number: Numeral, words: tuple[Token, ...], at: int, to: int) -> bool:
    beside = {word.lower for word in (*words[max(0, at - 1) : at], *words[to : to + 1])}
    return number.value == 1 or not _AMONG_MORE.isdisjoint(beside)


def _near(words: tuple[Token, ...], at: int, to: int) -> frozenset[str]:
    around = (*words[max(0, at - _WINDOW) : at], *words[to : to + _WINDOW])
    return frozenset(token.stem for token in around if token.content)
