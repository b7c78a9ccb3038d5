"""What is left of a sentence for the outlet to assert itself, once others have their part."""

from collections.abc import Sequence

from service.claims import cues
from service.claims.attribution import FRONTING, Attribution
from service.claims.clauses import trimmed
from service.claims.tokens import Bounds, Token, has_verb, is_verbal, tokenize


def narrated(masked: str, found: Sequence[Attribution]) -> list[Bounds]:
    """The stretches no attribution takes up that assert something of their own."""
    tokens = tokenize(masked)
    rest: list[Bounds] = []
    at = 0
    for bounds in [*((a.start, a.end) for a in found), (len(masked), len(masked))]:
        run = [i for i, t in enumerate(tokens) if at <= t.start and t.end <= bounds[0]]
        rest_start, at = at, max(at, bounds[1])
        if not run:
            continue
        nominal = any(a.nominal and a.start == bounds[0] for a in found)
        if (
            rest_start
            and tokens[0].lower not in FRONTING
            and not _opens_contrast(tokens[run[0] : run[0] + 2])
        ):
            continue
        trimmed = _narrated_run(tokens, run[0], run[-1] + 1, adverbial=nominal)
        if trimmed is not None:
            rest.append(trimmed)
    return rest


def _narrated_run(
    tokens: Sequence[Token], begin: int, end: int, *, adverbial: bool
) -> Bounds | None:
    words = list(tokens[begin:end])
    contrast = adverbial or words[0].lower in cues.CONTRAST or words[0].lower in ("and", ",", ";")
    while words and (words[0].lower in cues.CONTRAST | {"and"} or words[0].mark):
        words = words[1:]
    dependent = words and words[0].lower in (cues.PREPOSITIONS | cues.CONJUNCTIONS | {"to", "who"})
    if len(words) < 4 or (dependent and (not contrast or words[0].lower in ("who", "which"))):
        return None
    if not adverbial and (_is_participial(words[0]) or not has_verb(words)):
        return None
    verb = next((i for i, word in enumerate(words) if is_verbal(word)), 0)
    if not adverbial and verb and words[verb - 1].lower in ("who", "which"):
        return None
    while words and words[-1].lower in cues.CONJUNCTIONS:
        words.pop()
        end -= 1
    return trimmed(tokens, end - len(words), end)


def _is_participial(token: Token) -> bool:
    """Whether a sentence opens with a participle ("Speaking to ...", "Asked whether ...")."""
    return token.lower.endswith("ing") or (token.capital and token.lower.endswith("ed"))


def _opens_contrast(words: Sequence[Token]) -> bool:
    return any(word.lower in cues.CONTRAST | {"and", ";"} for word in words)
