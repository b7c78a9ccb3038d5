"""Words of a masked sentence, and the small questions the rules ask of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.claims import cues
from service.claims.quotes import MASK

_TOKEN = re.compile(
    rf"{MASK}+|(?:[^\W\d_]\.){{2,}}|\d+(?:[.,:]\d+)*\w*"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Cmdr|St|Prof|Rev|Maj|Adm|Jr|Sr|[A-Z])\.(?=\s)"
    r"|[^\W_]+(?:[’'&/\-‐‑]\w+)*[’']?(?!\w)|\S"
)
PUNCTUATION = frozenset(",;:.—–()-[]!?…")


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


def is_verbal(token: Token) -> bool:
    """Whether a word shows a finite verb: an auxiliary, a common verb, a past form."""
    lower = token.lower
    return lower in _VERB_SIGNS or (
        token.text.islower()
        and len(lower) > 4
        and lower.endswith("ed")
        or lower in cues.SAYING
        and cues.SAYING[lower][1] == "past"
    )


def has_verb(tokens: Sequence[Token]) -> bool:
    """Whether a stretch of words holds a finite verb, as far as words alone tell."""
    return any(is_verbal(token) for token in tokens)


_VERB_SIGNS = frozenset(word.replace("’", "'") for word in cues.VERB_SIGNS)
