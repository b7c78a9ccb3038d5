"""Reasons: what coincides or clashes, read off the words of both sides.

A reason always fits the label: a clash for a conflict, opposed judgements or a denial
for opposition, something shared for agreement. What cannot be read off is said to be
the model's own reading.
"""

import re
from collections.abc import Callable, Iterator

from service.relations import judgements, lexicon
from service.relations.dates import Date, compare_dates, dates
from service.relations.findings import Finding, against, both, saying, short
from service.relations.match import Match
from service.relations.measures import Kind
from service.relations.numerals import qualified_from
from service.relations.quantities import FigurePair, figure_pairs
from service.relations.slots import swapped_names
from service.relations.words import content_stems, tokens
from service.vocabulary import Label, Reason, ReasonBy, ReasonType, Span, Statement

_MODEL_WORDS = {
    Label.AGREEMENT: "the model reads these as saying the same",
    Label.CONFLICT: "the model reads these as rival accounts",
    Label.OPPOSITION: "the model reads these as opposed positions",
}
_LIKELY = 0.25


def reasons(a: Statement, b: Statement, label: Label) -> tuple[Reason, ...]:
    """Why ``label`` holds, the plainest reasons first; none for neutral."""
    if label is Label.NEUTRAL:
        return ()
    turn = b.text < a.text
    one, other = (b, a) if turn else (a, b)
    found = list(_FINDERS[label](one, other)) or [_by_model(one, other, label)]
    return tuple(
        (finding.turned() if turn else finding).reason(a.text, b.text) for finding in found
    )


def _by_model(a: Statement, b: Statement, label: Label) -> Finding:
    """What the model alone says, with the judging words that can be pointed at."""
    say = saying(_MODEL_WORDS[label])
    if label is not Label.OPPOSITION:
        return Finding(ReasonType.ACT, None, None, say, ReasonBy.MODEL)
    x, y = judgements.any_judgement(a.text), judgements.any_judgement(b.text)
    denied = not (x or y) and any(lexicon.NEGATION.search(s.text) for s in (a, b))
    kind = ReasonType.DENIAL if denied else ReasonType.EVALUATION
    return Finding(kind, x, y, say, ReasonBy.MODEL)


def _coincidences(a: Statement, b: Statement) -> Iterator[Finding]:
    for pair in figure_pairs(a.text, b.text):
        if pair.match in (Match.EQUAL, Match.ROUNDED) and _says_much(pair):
            yield _number(a, b, pair, both)
    yield from _date(a, b, Match.EQUAL)
    yield from judgements.alike(a.text, b.text)
    yield from _both_negated(a, b)


def _says_much(pair: FigurePair) -> bool:
    """A bare "two" on both sides coincides too easily to be a reason."""
    small = pair.a.kind is Kind.COUNT and pair.a.number.value < 10
    return not small or pair.likeness >= _LIKELY


def _both_negated(a: Statement, b: Statement) -> Iterator[Finding]:
    x, y = (lexicon.NEGATION.search(s.text) for s in (a, b))
    if x and y and _tail(a, x) & _tail(b, y):
        yield Finding(ReasonType.POLARITY, Span(*x.span()), Span(*y.span()), _both_say_no)


def _both_say_no(a: str, b: str) -> str:
    return f"both say no: {a}, {b}"


def _tail(statement: Statement, negation: re.Match[str]) -> frozenset[str]:
    return content_stems(statement.text[negation.start() : negation.end() + 60])


def _clashes(a: Statement, b: Statement) -> Iterator[Finding]:
    """Figures that surely clash; else names, dates or likely figures; else words."""
    likely = [pair for pair in figure_pairs(a.text, b.text) if pair.match is Match.CLASH]
    likely.sort(key=lambda pair: pair.likeness, reverse=True)
    numbers = [pair for pair in likely if pair.sure] or likely[:1]
    if not numbers or numbers[0].likeness < _LIKELY:
        others = [*swapped_names(a.text, b.text), *_date(a, b, Match.CLASH)]
        if others:
            yield from others
            return
    if numbers:
        yield from (_number(a, b, pair, against) for pair in numbers)
        return
    yield from _polarity(a, b)
    yield from _crossed(a, b, ReasonType.SCOPE, lexicon.WHOLE, lexicon.PART)
    yield from _crossed(a, b, ReasonType.MODALITY, lexicon.DUTY, lexicon.CHOICE)


def _opposed(a: Statement, b: Statement) -> Iterator[Finding]:
    opposed = list(judgements.opposed(a.text, b.text))
    yield from opposed or _denial(a, b)


def _denial(a: Statement, b: Statement) -> Iterator[Finding]:
    """The side that denies, against the stretch of the other that it answers."""
    for denies, other, first in ((b, a, False), (a, b, True)):
        match = lexicon.DENIAL.search(denies.text)
        if match is None:
            continue
        denial, claim = Span(*match.span()), _most_shared(other, denies)
        quoted = denial.of(denies.text), short(claim.of(other.text))
        say = saying("\u201c{}\u201d answers \u201c{}\u201d".format(*quoted))
        x, y = (denial, claim) if first else (claim, denial)
        yield Finding(ReasonType.DENIAL, x, y, say)
        return


_FINDERS = {
    Label.AGREEMENT: _coincidences,
    Label.CONFLICT: _clashes,
    Label.OPPOSITION: _opposed,
}


def _number(
    a: Statement, b: Statement, pair: FigurePair, say: Callable[[str, str], str]
) -> Finding:
    x, y = _in_full(a.text, pair.a.span), _in_full(b.text, pair.b.span)
    return Finding(ReasonType.NUMBER, x, y, say)


def _in_full(text: str, span: Span) -> Span:
    """The figure with its qualifier, and the word that follows directly."""
    span = Span(qualified_from(text, span.start), span.end)
    following = re.match(r"[ -][^\W\d_][\w'\u2019-]*", text[span.end :])
    if following is None or not all(token.content for token in tokens(following.group())):
        return span
    return Span(span.start, span.end + following.end())


def _date(a: Statement, b: Statement, wanted: Match) -> Iterator[Finding]:
    """The first dates that coincide; or those that clash where none of the kind coincides."""
    found_a, found_b = dates(a.text, a.published), dates(b.text, b.published)
    pairs = [(x, y, compare_dates(x, y)) for x in found_a for y in found_b if _alike(x, y)]
    if wanted is Match.CLASH and any(match is Match.EQUAL for _, _, match in pairs):
        return
    for x, y, match in pairs:
        if match is wanted:
            say = against if match is Match.CLASH else both
            yield Finding(ReasonType.DATE, x.span, y.span, say)
            return


def _alike(a: Date, b: Date) -> bool:
    """Whether both name a day, both a month or both a year: nothing else is a clash."""
    return a.spoken == b.spoken or (a.day is not None and b.day is not None)


def _polarity(a: Statement, b: Statement) -> Iterator[Finding]:
    """One side says no of something that the other side has and does not deny."""
    for denies, affirms, first in ((a, b, True), (b, a, False)):
        match = lexicon.NEGATION.search(denies.text)
        if match is None or lexicon.NEGATION.search(affirms.text):
            continue
        no, yes = Span(*match.span()), _most_shared(affirms, denies)
        x, y = (no, yes) if first else (yes, no)
        yield Finding(ReasonType.POLARITY, x, y, _quoted_against)


def _quoted_against(a: str, b: str) -> str:
    return f"\u201c{short(a)}\u201d against \u201c{short(b)}\u201d"


def _crossed(
    a: Statement, b: Statement, kind: ReasonType, one: re.Pattern[str], other: re.Pattern[str]
) -> Iterator[Finding]:
    """One side has a word of the first kind only, the other of the second kind only."""
    for first, second in ((one, other), (other, one)):
        x, y = first.search(a.text), second.search(b.text)
        if x and y and not second.search(a.text) and not first.search(b.text):
            yield Finding(kind, Span(*x.span()), Span(*y.span()))
            return


def _most_shared(statement: Statement, other: Statement) -> Span:
    """The stretch from the first to the last word that the other side has too."""
    shared, words = content_stems(other.text), tokens(statement.text)
    spans = [token.span for token in words if token.content and token.stem in shared]
    if spans:
        return Span(spans[0].start, spans[-1].end)
    text = statement.text
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()))
