"""Reasons: what coincides or clashes, read off the words of both sides.

A reason always fits the label: a clash for a conflict, opposed judgements or a denial
for opposition, something shared for agreement. What cannot be read off is said to be
the model's own reading.
"""

import re
from collections.abc import Iterator

from service.relations import lexicon
from service.relations.dates import Date, Match, compare_dates, dates
from service.relations.figures import FigurePair, Kind, figure_pairs
from service.relations.slots import swapped_names
from service.relations.words import content_stems, tokens
from service.vocabulary import Label, Reason, ReasonBy, ReasonType, Span, Statement

_MODEL_WORDS = {
    Label.AGREEMENT: (ReasonType.ACT, "the model reads these as saying the same"),
    Label.CONFLICT: (ReasonType.ACT, "the model reads these as rival accounts"),
    Label.OPPOSITION: (ReasonType.EVALUATION, "the model reads these as opposed positions"),
}
_LIKELY = 0.25
_KINDS_ALONE = frozenset({Kind.PERCENT, Kind.MONEY, Kind.SCORE, Kind.AGE})


def reasons(a: Statement, b: Statement, label: Label) -> tuple[Reason, ...]:
    """Why ``label`` holds, the plainest reasons first; none for neutral."""
    if label is Label.NEUTRAL:
        return ()
    finders = {
        Label.AGREEMENT: _coincidences,
        Label.CONFLICT: _clashes,
        Label.OPPOSITION: _opposed,
    }
    found = tuple(finders[label](a, b))
    return found or (_by_model(label),)


def _by_model(label: Label) -> Reason:
    kind, words = _MODEL_WORDS[label]
    return Reason(type=kind, words=words, by=ReasonBy.MODEL)


def _coincidences(a: Statement, b: Statement) -> Iterator[Reason]:
    for pair in figure_pairs(a.text, b.text):
        if pair.match in (Match.EQUAL, Match.ROUNDED) and _says_much(pair):
            yield _number(a, b, pair, clash=False)
    yield from _date(a, b, Match.EQUAL)
    yield from _same_evaluation(a, b)
    negated = [lexicon.NEGATION.search(s.text) for s in (a, b)]
    if negated[0] and negated[1] and _shares(a, b, negated[0], negated[1]):
        x, y = Span(*negated[0].span()), Span(*negated[1].span())
        yield Reason(
            type=ReasonType.POLARITY, words=f"both say no: {_versus(a, b, x, y)}", a=x, b=y
        )


def _says_much(pair: FigurePair) -> bool:
    """A bare "two" on both sides coincides too easily to be a reason."""
    small = pair.a.kind is Kind.COUNT and pair.a.number.value < 10
    return not small or pair.likeness >= _LIKELY


def _clashes(a: Statement, b: Statement) -> Iterator[Reason]:
    likely = [pair for pair in figure_pairs(a.text, b.text) if pair.match is Match.CLASH]
    likely.sort(key=lambda pair: pair.likeness, reverse=True)
    numbers = [pair for pair in likely if pair.sure] or likely[:1]
    days = list(_date(a, b, Match.CLASH))
    names = list(swapped_names(a.text, b.text))
    weak = not numbers or numbers[0].likeness < _LIKELY
    if weak and (days or names):
        yield from (*names, *days)
        return
    for pair in numbers:
        yield _number(a, b, pair, clash=True)
    if not numbers:
        yield from _polarity(a, b)
        yield from _scope(a, b)
        yield from _modality(a, b)


def _opposed(a: Statement, b: Statement) -> Iterator[Reason]:
    if reason := _evaluation(a, b):
        yield reason
        return
    for denies, other, side_a in ((b, a, False), (a, b, True)):
        match = lexicon.DENIAL.search(denies.text)
        if match is None:
            continue
        denial, claim = Span(*match.span()), _most_shared(other, denies)
        x, y = (denial, claim) if side_a else (claim, denial)
        words = f"\u201c{denial.of(denies.text)}\u201d answers \u201c{_short(claim.of(other.text))}\u201d"
        yield Reason(type=ReasonType.DENIAL, words=words, a=x, b=y)
        return


def _number(a: Statement, b: Statement, pair: FigurePair, *, clash: bool) -> Reason:
    x, y = _with_noun(a.text, pair.a.span), _with_noun(b.text, pair.b.span)
    said = _versus(a, b, x, y) if clash else _both(a, b, x, y)
    return Reason(type=ReasonType.NUMBER, words=said, a=x, b=y)


def _with_noun(text: str, span: Span) -> Span:
    """The figure and the word it stands before, where that word follows directly."""
    following = re.match(r"[ -][^\W\d_][\w'\u2019-]*", text[span.end :])
    word = tokens(following.group())[0] if following and tokens(following.group()) else None
    if following is None or word is None or not word.content:
        return span
    return Span(span.start, span.end + following.end())


def _date(a: Statement, b: Statement, wanted: Match) -> Iterator[Reason]:
    """The first dates that coincide; or those that clash where none of the kind coincides."""
    found_a, found_b = dates(a.text, a.published), dates(b.text, b.published)
    pairs = [(x, y, compare_dates(x, y)) for x in found_a for y in found_b if _alike(x, y)]
    if wanted is Match.CLASH and any(match is Match.EQUAL for _, _, match in pairs):
        return
    for x, y, match in pairs:
        if match is wanted:
            said = _versus if match is Match.CLASH else _both
            words = said(a, b, x.span, y.span)
            yield Reason(type=ReasonType.DATE, words=words, a=x.span, b=y.span)
            return


def _alike(a: Date, b: Date) -> bool:
    """Whether both name a day, both a month or both a year: nothing else is a clash."""
    if a.spoken == b.spoken:
        return True
    return a.day is not None and b.day is not None


def _polarity(a: Statement, b: Statement) -> Iterator[Reason]:
    negated = [lexicon.NEGATION.search(s.text) for s in (a, b)]
    if (negated[0] is None) == (negated[1] is None):
        return
    match = negated[0] or negated[1]
    if match is None:
        return
    no = Span(*match.span())
    denies, affirms = (a, b) if negated[0] else (b, a)
    yes = _most_shared(affirms, denies)
    words = f"\u201c{no.of(denies.text)}\u201d against \u201c{_short(yes.of(affirms.text))}\u201d"
    x, y = (no, yes) if negated[0] else (yes, no)
    yield Reason(type=ReasonType.POLARITY, words=words, a=x, b=y)


def _scope(a: Statement, b: Statement) -> Iterator[Reason]:
    yield from _crossed(a, b, ReasonType.SCOPE, lexicon.WHOLE, lexicon.PART)


def _modality(a: Statement, b: Statement) -> Iterator[Reason]:
    yield from _crossed(a, b, ReasonType.MODALITY, lexicon.DUTY, lexicon.CHOICE)


def _crossed(
    a: Statement, b: Statement, kind: ReasonType, one: re.Pattern[str], other: re.Pattern[str]
) -> Iterator[Reason]:
    """One side has a word of the first kind only, the other of the second kind only."""
    for first, second in ((one, other), (other, one)):
        x, y = first.search(a.text), second.search(b.text)
        if x and y and not second.search(a.text) and not first.search(b.text):
            spans = Span(*x.span()), Span(*y.span())
            yield Reason(type=kind, words=_versus(a, b, *spans), a=spans[0], b=spans[1])
            return


def _evaluation(a: Statement, b: Statement) -> Reason | None:
    """Praise on one side against blame on the other."""
    for one, other in ((lexicon.PRAISE, lexicon.BLAME), (lexicon.BLAME, lexicon.PRAISE)):
        x, y = _judging(a.text, one, other), _judging(b.text, other, one)
        if x and y:
            words = _versus(a, b, x, y)
            return Reason(type=ReasonType.EVALUATION, words=words, a=x, b=y)
    return None


def _same_evaluation(a: Statement, b: Statement) -> Iterator[Reason]:
    for one, other, word in (
        (lexicon.PRAISE, lexicon.BLAME, "favourably"),
        (lexicon.BLAME, lexicon.PRAISE, "critically"),
    ):
        x, y = _judging(a.text, one, other), _judging(b.text, one, other)
        if x and y:
            words = f"both judge {word}: {_versus(a, b, x, y, ' and ')}"
            yield Reason(type=ReasonType.EVALUATION, words=words, a=x, b=y)
            return


_NEGATOR = re.compile(
    r"\b(?:not|no|never|nothing|neither|hardly|n['\u2019]t)\W+(?:\w+\W+){0,2}$", re.I
)


def _judging(text: str, wanted: frozenset[str], opposite: frozenset[str]) -> Span | None:
    """The first word of the wanted tendency; a negated word counts for the other one."""
    for token in tokens(text):
        negated = _NEGATOR.search(text[: token.span.start])
        if token.lower in (opposite if negated else wanted):
            return Span(negated.start(), token.span.end) if negated else token.span
    return None


def _most_shared(statement: Statement, other: Statement) -> Span:
    """The stretch from the first to the last word that the other side has too."""
    shared = content_stems(other.text)
    spans = [
        token.span for token in tokens(statement.text) if token.content and token.stem in shared
    ]
    if not spans:
        text = statement.text
        return Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    return Span(spans[0].start, spans[-1].end)


def _shares(a: Statement, b: Statement, x: re.Match[str], y: re.Match[str]) -> bool:
    """Whether the words right after two negators have something in common."""
    tails = (content_stems(s.text[m.start() : m.end() + 60]) for s, m in ((a, x), (b, y)))
    first, second = tails
    return bool(first & second)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " \u2026"


def _versus(a: Statement, b: Statement, x: Span, y: Span, between: str = " against ") -> str:
    return f"{x.of(a.text)}{between}{y.of(b.text)}"


def _both(a: Statement, b: Statement, x: Span, y: Span) -> str:
    one, other = x.of(a.text), y.of(b.text)
    return f"both say {one}" if one.lower() == other.lower() else f"{one} and {other} are the same"
