"""Names that stand in the same slot of two alike sentences and differ."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from service.relations.findings import Finding
from service.relations.words import CALENDAR_WORDS, Token, tokens
from service.vocabulary import ReasonType, Span

_PLACE_BEFORE = frozenset({"in", "at", "near", "from", "to", "off", "outside", "around"})
_LONGEST = 3


def swapped_names(a: str, b: str) -> Iterator[Finding]:
    """One name for another between the same words on both sides: sure cases only."""
    words_a, words_b = tokens(a), tokens(b)
    matcher = SequenceMatcher(
        None, [t.lower for t in words_a], [t.lower for t in words_b], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace" or i1 == 0 or j1 == 0:
            continue
        at_end = (i2 == len(words_a), j2 == len(words_b))
        x, y = words_a[i1:i2], words_b[j1:j2]
        if at_end[0] == at_end[1] and _named(x, b) and _named(y, a):
            yield _swapped(x, y, before=words_a[i1 - 1])


def _named(words: tuple[Token, ...], other: str) -> bool:
    """A short run of capitalised words that the other text does not know."""
    return 0 < len(words) <= _LONGEST and all(
        word.capitalised and word.content and word.lower not in CALENDAR_WORDS
        and word.text not in other
        for word in words
    )  # fmt: skip


def _swapped(x: tuple[Token, ...], y: tuple[Token, ...], *, before: Token) -> Finding:
    first = Span(x[0].span.start, x[-1].span.end)
    second = Span(y[0].span.start, y[-1].span.end)
    kind = ReasonType.PLACE if before.lower in _PLACE_BEFORE else ReasonType.ENTITY
    return Finding(kind, first, second)
