"""Finding the cues of a sentence: verbs, phrases and adjectives that may attribute."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.claims import cues
from service.claims.lexicon import DOCUMENT_NOUNS
from service.claims.tokens import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb found at token ``at``; ``after`` is the first token behind it."""

    at: int
    after: int
    verb: str
    form: str
    words: str
    judging: bool = False


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Every word or phrase of a sentence that may attribute, from left to right."""
    found = (_cue_at(tokens, at) for at in range(len(tokens)))
    return [cue for cue in found if cue is not None]


def _cue_at(tokens: Sequence[Token], at: int) -> Cue | None:
    token = tokens[at]
    following = [t.lower for t in tokens[at + 1 : at + 3]]
    if token.lower == "according" and following[:1] == ["to"]:
        return Cue(at, at + 2, "according", "", "according to")
    if not token.text.islower() or _is_noun(tokens, at):
        return None
    if token.lower == "quoted":
        return _quoting(tokens, at)
    if (phrase := _phrasal(token, following)) is not None:
        return replace(phrase, at=at, after=at + phrase.after)
    if token.lower in cues.CONVINCED and _opens_clause(following):
        return Cue(at, at + 1, "be", "past", token.text)
    return _verb(token, at)


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether "states" is the noun: only documents state."""
    return tokens[at].lower in ("state", "states") and not (
        at and tokens[at - 1].lower in DOCUMENT_NOUNS | {"it"}
    )


def _verb(token: Token, at: int) -> Cue | None:
    if token.lower in cues.SAYING:
        verb, form = cues.SAYING[token.lower]
        return Cue(at, at + 1, verb, form, token.text)
    if token.lower in cues.JUDGING:
        verb, form = cues.JUDGING[token.lower]
        return Cue(at, at + 1, verb, form, token.text, judging=True)
    return None


def _opens_clause(following: Sequence[str]) -> bool:
    return bool(following) and following[0] in ("that", "he", "she", "it", "they", "we")


def _quoting(tokens: Sequence[Token], at: int) -> Cue | None:
    """Read "X was quoted (by Y) as saying": passive in form, yet X speaks."""
    for i in range(at + 1, min(at + 10, len(tokens) - 1)):
        if tokens[i].lower == "as" and tokens[i + 1].lower in ("saying", "telling"):
            verb = "say" if tokens[i + 1].lower == "saying" else "tell"
            return Cue(at, i + 2, verb, "quoted", "quoted")
    return None


def _phrasal(token: Token, following: Sequence[str]) -> Cue | None:
    """Read "made clear", "pointed out", "pointed to": verbs of more than one word."""
    forms = {"make": "base", "makes": "s", "made": "past", "making": "ing"}
    if token.lower in forms and "clear" in following:
        size = following.index("clear") + 2
        return Cue(0, size, "make clear", forms[token.lower], f"{token.text} clear")
    forms = {"refer": "base", "refers": "s", "referred": "past", "referring": "ing"}
    if token.lower in forms and following[:1] == ["to"]:
        return Cue(0, 2, "refer to", forms[token.lower], f"{token.text} to", judging=True)
    if token.lower in ("put", "puts") and following[:1] == ["it"]:
        return Cue(0, 2, "put it", "past", f"{token.text} it")
    forms = {"point": "base", "points": "s", "pointed": "past", "pointing": "ing"}
    if token.lower in forms and following[:1] in (["out"], ["to"]):
        words = f"{token.text} {following[0]}"
        return Cue(0, 2, words, forms[token.lower], words, judging=following[0] == "to")
    return None
