"""The words of a sentence, and what is found out about them."""
# ruff: noqa: RUF001 -- quotation marks as newspapers print them

import re
from dataclasses import dataclass

LONGEST = 250
"""Words of the longest sentence that is analysed; what is longer is cut there."""

_WORD = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+\.\w+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Cmdr|St|Prof|Rev|Maj|Adm|Jr|Sr|Inc|Corp|Co"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.(?=\s|,)"
    r"|[Cc]an(?=not\b)|\w+(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|m|d|re|ve|ll)\b"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?!\w)"
    r"|[^\W_]+(?:[.&/]?[^\W_]+)*?(?=n['’]t\b|['’]|[^\w]|_|$)"
    r"|\.{2,}|--+|''|``|[!?]+|\S",
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence and its place in the tree.

    ``start`` and ``end`` are its bounds in the sentence's characters; ``tag`` is its part of
    speech (Penn Treebank); ``head`` is the index of the word it depends on, -1 for the root;
    ``relation`` is how (Universal Dependencies); ``certainty`` is the model's probability of
    head and relation.
    """

    start: int
    end: int
    tag: str
    head: int
    relation: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who says what by which words: indices of words.

    ``cue`` is empty where what is said has its cue in another sentence; ``probability`` is that
    of the cue (of the content where there is none).
    """

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sentence's words, attributions (in the order of their cues) and check-worthiness."""

    words: tuple[Word, ...]
    attributions: tuple[Attributed, ...]
    checkworthiness: float


def words_of(sentence: str) -> list[tuple[int, int]]:
    """The bounds of a sentence's words, split as Universal Dependencies split English."""
    return [found.span() for found in _WORD.finditer(sentence)][:LONGEST]
