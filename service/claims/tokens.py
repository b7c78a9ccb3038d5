"""Words of a masked sentence, and the small questions the rules ask of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.claims import cues
from service.claims.quotes import MASK

_TOKEN = re.compile(
    rf"{MASK}+|(?:[^\W\d_]\.){{2,}}|\d+(?:[.,:]\d+)*(?:-?\w)*"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Cmdr|St|Prof|Rev|Maj|Adm|Jr|Sr|[A-Z])\.(?=[\s,])"
    r"|--+|''|[^\W_]+(?:[’'&/\-‐‑]\w+)*[’']?(?!\w)|\S"
)
PUNCTUATION = frozenset([*",;:.—–()-[]!?…", "--"])
PARTING = frozenset([",", "—", "–", "-", "--"])


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
    if lower in _VERB_SIGNS:
        return True
    past = lower in cues.SAYING and cues.SAYING[lower][1] == "past"
    return past or (token.text.islower() and len(lower) > 4 and lower.endswith("ed"))


def has_verb(tokens: Sequence[Token]) -> bool:
    """Whether a stretch of words holds a finite verb, as far as words alone tell."""
    return any(_verb_at(tokens, at) for at in range(len(tokens)))


def _verb_at(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if is_verbal(token):
        adjective = token.lower.endswith("ed") and token.lower not in _VERB_SIGNS
        return not (adjective and before is not None and before.lower in cues.DETERMINERS)
    if before is None or not token.text.islower() or len(token.text) < 4:
        return False
    third = token.lower.endswith("s") and not token.lower.endswith(("ss", "us"))
    named = (
        before.capital and not before.lower.endswith("'s") and before.lower not in cues.DETERMINERS
    ) or before.lower in _SINGULAR
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return third and (named or after in _OBJECTS)


_VERB_SIGNS = frozenset(word.replace("’", "'") for word in cues.VERB_SIGNS)
_SINGULAR = frozenset("he she it that which who".split())
_OBJECTS = frozenset("the a an to that it him her them his its their".split())
