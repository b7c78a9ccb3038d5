"""Figures of two statements set against each other: which are of one quantity, and clash."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from service.relations.figures import Figure, figures
from service.relations.match import Match
from service.relations.measures import Kind
from service.vocabulary import Span

_SURE = 2.0


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
        return self.likeness >= _SURE and not (self.a.partial or self.b.partial)


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
    open_ended = any(math.isinf(bound) for f in (a, b) for bound in (f.low, f.high))
    return Match.COMPATIBLE if open_ended else Match.ROUNDED


def _slack(a: Figure, b: Figure) -> float:
    """How far rounding alone can set the two apart, in the unit's base."""
    if a.size != b.size:
        return 0.06 * max(abs(a.number.value) * a.size, abs(b.number.value) * b.size)
    if a.number.granule == b.number.granule:
        return 0.0
    rough = max((a, b), key=lambda figure: figure.number.granule)
    small = rough.number.value < 50 and rough.number.granule >= 1
    if small and rough.kind is Kind.COUNT:
        return 0.0
    return min(rough.number.granule / 2, 0.03 * abs(rough.number.value)) * rough.size


def figure_pairs(a: str, b: str) -> list[FigurePair]:
    """Every pair of figures that could be of one quantity, the likeliest first.

    Each figure is used once; equal ones are paired first, so that a clash is claimed
    only between what is left over.
    """
    if b < a:  # one order of work, so that ties fall alike both ways round
        return [FigurePair(p.b, p.a, p.match, p.likeness) for p in figure_pairs(b, a)]
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
    used_a, used_b = set[Span](), set[Span]()
    for pair in found:
        if pair.a.span not in used_a and pair.b.span not in used_b:
            used_a.add(pair.a.span)
            used_b.add(pair.b.span)
            yield pair
