"""Words of a masked sentence, and the small questions the rules ask of them."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.claims import cues
from service.claims.lexicon import words
from service.claims.quotes import MASK

_TOKEN = re.compile(
    rf"{MASK}+|(?:[^\W\d_]\.){{2,}}|\d+(?:[.,:]\d+)*(?:-?\w)*"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Cmdr|St|Prof|Rev|Maj|Adm|Jr|Sr|[A-Z])\.(?=[\s,])"
    r"|--+|''|[^\W_]+(?:[’'&/\-‐‑]\w+)*[’']?(?!\w)|\S"
)
PUNCTUATION = frozenset([*",;:.—–()-[]!?…", "--"])
PARTING = frozenset([",", "—", "–", "-", "--"])


Bounds = tuple[int, int]
"""Start and end of a stretch of a sentence, in characters, end exclusive."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, quotation (masked) or mark of a sentence, ``lower`` for look-ups."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def quoted(self) -> bool:
        """Whether it stands for a quotation."""
        return self.text[0] == MASK

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.text[0].isupper()

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return self.text in PUNCTUATION


def tokenize(masked: str) -> list[Token]:
    """The tokens of a masked sentence, in order."""
    return [
        Token(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end())
        for m in _TOKEN.finditer(masked)
    ]


def pronoun(token: Token) -> str:
    """The pronoun in a contraction ("he's"), or the word itself."""
    return token.lower.split("'")[0]


def is_verbal(token: Token) -> bool:
    """Whether a word shows a finite verb: an auxiliary, a common verb, a past form."""
    lower = token.lower
    if token.capital:
        return False
    if lower in cues.VERB_SIGNS:
        return True
    past = lower in cues.SAYING and cues.SAYING[lower][1] == "past"
    regular = len(lower) > 3 and lower.endswith("ed") and not lower.endswith("eed")
    return past or (token.text.islower() and regular)


def has_verb(tokens: Sequence[Token]) -> bool:
    """Whether a stretch of words holds a finite verb, as far as words alone tell."""
    return any(_verb_at(tokens, at) for at in range(len(tokens)))


def _verb_at(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if is_verbal(token):
        adjective = token.lower.endswith("ed") and token.lower not in cues.VERB_SIGNS
        return not (adjective and before is not None and before.lower in cues.DETERMINERS)
    if before is None or not token.text.islower() or len(token.text) < 4:
        return False
    third = token.lower.endswith("s") and not token.lower.endswith(("ss", "us"))
    named = (
        before.capital and not before.lower.endswith("'s") and before.lower not in cues.DETERMINERS
    ) or before.lower in _SINGULAR
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return third and (named or after in _OBJECTS)


_SINGULAR = words("he she it that which who")
_OBJECTS = words("the a an to that it him her them his its their")


def is_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word tells when: "Monday", "last" and "week" in "last week"."""
    lower = tokens[at].lower
    if lower in ("last", "this", "next", "late", "early"):
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return following in cues.WEEKDAYS | cues.PERIODS
    return lower in cues.WEEKDAYS | {
        "today",
        "yesterday",
        "tonight",
        "earlier",
        "later",
        "recently",
    } or (lower in cues.PERIODS and tokens[at - 1].lower in ("last", "this", "next"))


def is_noun_like(token: Token) -> bool:
    """Whether a lower-case word may open a noun phrase, for want of anything against it."""
    return token.text.islower() and token.lower not in _NO_NOUNS


def may_start(token: Token) -> bool:
    """Whether a word opens a noun phrase: a name, determiner, pronoun, number or plural."""
    if token.capital or token.text[0].isdigit() or token.lower in cues.DETERMINERS:
        return True
    plural = token.text.islower() and token.lower.endswith("s") and token.lower not in _NO_PLURALS
    return plural or pronoun(token) in cues.SUBJECT_PRONOUNS


_NO_NOUNS = (
    cues.PREPOSITIONS
    | cues.ADVERBS
    | cues.CONJUNCTIONS
    | words("no yes so nothing little goodbye hello")
)
_NO_PLURALS = cues.PREPOSITIONS | cues.AUXILIARIES | cues.CONJUNCTIONS | cues.ADVERBS
