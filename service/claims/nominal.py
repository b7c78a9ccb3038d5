"""Judgements in nouns: "amid criticism from X over P"."""

from collections.abc import Iterator, Sequence

from service.claims import cues
from service.claims.attribution import Attribution
from service.claims.lexicon import words
from service.claims.tokens import Token

_INTRODUCING = words("amid amidst despite following after")
_FROM = words("in from among by within")
_ABOUT = words("over about at of that for regarding on against")


def criticisms(tokens: Sequence[Token]) -> Iterator[Attribution]:
    """Each "amid (adjectives) criticism in X over P", held by X as a whole."""
    for at, token in enumerate(tokens):
        if token.lower not in cues.CRITICISM_NOUNS:
            continue
        opening = _introduced(tokens, at)
        about = _about(tokens, at)
        if opening is None or about is None or tokens[at + 1].lower not in _FROM:
            continue
        end = len(tokens) - 1 if tokens[-1].mark else len(tokens)
        content = (tokens[opening + 1].start, tokens[end - 1].end)
        source = (tokens[at + 2].start, tokens[about - 1].end)
        yield Attribution(
            source, token.text, (content,), tokens[opening].start, tokens[-1].end,
            judged=True, strong=True, nominal=True,
        )  # fmt: skip


def _introduced(tokens: Sequence[Token], at: int) -> int | None:
    """The "amid" before the noun and its adjectives."""
    for back in range(at - 1, max(at - 5, -1), -1):
        if tokens[back].lower in _INTRODUCING:
            return back
        if tokens[back].mark or tokens[back].lower in cues.PREPOSITIONS:
            return None
    return None


def _about(tokens: Sequence[Token], at: int) -> int | None:
    """The preposition that opens what the judgement is about."""
    for ahead in range(at + 3, min(at + 14, len(tokens))):
        if tokens[ahead].mark:
            return None
        if tokens[ahead].lower in _ABOUT:
            return ahead
    return None
