"""Words of a statement: tokens with offsets, rough stems, names and shared content."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from service.vocabulary import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:[.'\u2019\-][^\W\d_]+)*\.?(?<=[^.])|\d[\d.,]*\d|\d", re.UNICODE)


def wordset(words: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(words.split())


FUNCTION_WORDS = wordset(
    """
    a an the this that these those and or but nor so yet if while although though because as than
    then when where who whom whose which what how why of in on at by to from for with without
    within into onto over under about after before between among against during through until
    till since near off out up down around along across behind beyond per via upon toward towards
    is are was were be been being am do does did done has have had having will would shall should
    can could may might must not no never it its he him his she her hers they them their theirs
    we us our ours you your yours i me my mine there here said says say told according also too
    very just only even still already again more most less least much many some any all both each
    every other another such same own one mr mrs ms dr yesterday today tomorrow however meanwhile
    amid despite unlike whether once s t re ve ll
    """
)

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
CALENDAR_WORDS = frozenset(f"{_WEEKDAYS} {_MONTHS}".split())

_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|No|U\.S|U\.N|[A-Z])\.$")
_SUFFIX = re.compile(r"(?:'s|\u2019s|s'|s\u2019)$")
_ENDING = re.compile(
    r"(?:isation|ization|ations?|ises?|izes?|ised|ized|ising|izing|ments?|ings?|edly|ers?|ors?|"
    r"ions?|ies|ied|ed|es|ly|y|s|e)$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word with where it stands, lower-cased, and its rough stem."""

    span: Span
    text: str
    lower: str
    stem: str

    @property
    def content(self) -> bool:
        """Whether the word says something by itself."""
        return self.lower not in FUNCTION_WORDS and not self.lower.isdigit()

    @property
    def capitalised(self) -> bool:
        """Whether the word begins with a capital."""
        return self.text[0].isupper()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A rough stem of a lower-cased word, the same for -ise and -ize, plural and past."""
    bare = _SUFFIX.sub("", word)
    if bare.endswith("an") and len(bare) > 5:  # Korean and Korea, Russian and Russia
        bare = bare[:-1]
    for _ in range(2):
        cut = _ENDING.sub("", bare)
        if len(cut) < 3 or cut == bare:
            break
        bare = cut
    return bare


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and digits of ``text`` in order."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower()
        yield Token(Span(*match.span()), word, lower, stem(lower))


def outside(text: str, spans: Iterable[Span]) -> str:
    """What is left of ``text`` without these pieces."""
    start, kept = 0, []
    for span in sorted(spans):
        kept.append(text[start : span.start])
        start = max(start, span.end)
    return " ".join([*kept, text[start:]])


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that say something by themselves."""
    return frozenset(token.stem for token in tokens(text) if token.content)


@lru_cache(maxsize=4_096)
def names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of capitalised words: inside sentences, and at their beginning.

    Weekdays, months and function words are left out.
    """
    inside: set[str] = set()
    first: set[str] = set()
    for token in tokens(text):
        if token.capitalised and token.content and token.lower not in CALENDAR_WORDS:
            (first if _opens_sentence(text, token.span.start) else inside).add(token.stem)
    return frozenset(inside), frozenset(first)


def shared_names(a: str, b: str) -> frozenset[str]:
    """Names in both texts: capitalised inside a sentence in at least one of them."""
    (inside_a, first_a), (inside_b, first_b) = names(a), names(b)
    return (inside_a & (inside_b | first_b)) | (inside_b & first_a)


def _opens_sentence(text: str, start: int) -> bool:
    before = _TITLE.sub("", text[:start].rstrip(" \"'\u201c\u2018(["))
    return not before or before[-1] in ".!?:\u2026"
