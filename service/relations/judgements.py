"""Praise and blame in a statement, opposed to another's or like it."""

import re
from collections.abc import Iterator

from service.relations.findings import Finding
from service.relations.lexicon import BLAME, PRAISE
from service.relations.words import content_stems, tokens
from service.vocabulary import ReasonType, Span, Statement

_NEGATOR = re.compile(
    r"\b(?:not|no|never|nothing|neither|hardly|lack of|without|\w+n['\u2019]t)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)


_PRAISES = re.compile(
    r"\b(?:prais(?:e[sd]?|ing)|laud(?:s|ed|ing)?|hail(?:s|ed|ing)|applaud(?:s|ed|ing)?"
    r"|commend(?:s|ed|ing)?|success|successful|triumph|breakthrough|historic)\b",
    re.IGNORECASE,
)
_BLAMES = re.compile(
    r"\b(?:critici[sz](?:e[sd]?|ing|m)|condemn(?:s|ed|ing)?|denounc(?:e[sd]?|ing)"
    r"|deplor(?:e[sd]?|ing)|lambast(?:s|ed|ing)|slam(?:s|med|ming)"
    r"|(?:an? |the )(?:\w+ )?(?:failure|fiasco|farce|sham|disgrace)"
    r"|(?:nothing|little) (?:more|but) than|amounted to (?:nothing|little)"
    r"|(?:achieved|changed|delivered|meant) (?:nothing|little)|empty|hollow|meaningless)\b",
    re.IGNORECASE,
)


def plainly_opposed(a: Statement, b: Statement) -> bool:
    """Whether one plainly praises and the other plainly belittles, and of one thing.

    One thing: a content word in common, or two with the sentences before.
    """
    praise, blame = ([bool(p.search(s.text)) for s in (a, b)] for p in (_PRAISES, _BLAMES))
    if praise == blame or praise[0] == praise[1] or blame[0] == blame[1]:
        return False
    said = content_stems(a.text) & content_stems(b.text)
    told = content_stems(f"{a.context} {a.text}") & content_stems(f"{b.context} {b.text}")
    return bool(said) or len(told) >= 2


def opposed(a: str, b: str) -> Iterator[Finding]:
    """Praise on one side against blame on the other."""
    for one, other in ((PRAISE, BLAME), (BLAME, PRAISE)):
        x, y = _judging(a, one, other), _judging(b, other, one)
        if x and y:
            yield Finding(ReasonType.EVALUATION, x, y)
            return


def alike(a: str, b: str) -> Iterator[Finding]:
    """Praise or blame on both sides, where neither side has a word of the other tendency."""
    for one, other, say in ((PRAISE, BLAME, _favourably), (BLAME, PRAISE, _critically)):
        x, y = _judging(a, one, other), _judging(b, one, other)
        mixed = _judging(a, other, one) or _judging(b, other, one)
        if x and y and not mixed:
            yield Finding(ReasonType.EVALUATION, x, y, say)
            return


def any_judgement(text: str) -> Span | None:
    """The first word of praise or blame."""
    return _judging(text, PRAISE | BLAME, PRAISE | BLAME)


def _favourably(a: str, b: str) -> str:
    return f"both judge favourably: {a}, {b}"


def _critically(a: str, b: str) -> str:
    return f"both judge critically: {a}, {b}"


def _judging(text: str, wanted: frozenset[str], opposite: frozenset[str]) -> Span | None:
    """The first word of the wanted tendency; a negated word counts for the other one."""
    for token in tokens(text):
        if token.lower not in wanted and token.lower not in opposite:
            continue
        negated = _NEGATOR.search(text[max(0, token.span.start - 40) : token.span.start])
        if token.lower in (opposite if negated else wanted):
            start = token.span.start
            return Span(start - len(negated.group()) if negated else start, token.span.end)
    return None
