"""A text as it reads: single spaces, composed letters, nothing unseen, no word cut by a line."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from service.claims.lexicon import words

_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Soft hyphens, zero-width characters and marks of direction, as a class of characters."""

_GAP = re.compile(rf"[\s{_UNSEEN}]+")
_ROUGH = re.compile(
    r"[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]|  |^ | $"
)
"""What smoothing may change; most lines hold nothing of it and are as they read."""

_SPACE = re.compile(r"\s")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HEAD = re.compile(r"(?P<joint>[-\u2010]?)(?P<word>[^\W_]+)(?P<hyphen>[-\u2010]?)$")
_TAIL = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_SUSPENDED = words("and or to")
_KEEP_AFTER = words(
    """
    well self non anti one two three four five six seven eight nine ten half long short high low
    left right far hard ill best vice cross
    """
)
_KEEP_BEFORE = words(
    "based backed led born old year wide style owned speaking related free term wing level"
)


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A text as it reads: ``text[i]`` shows ``[starts[i], ends[i])`` of the text as it was."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def smooth(text: str) -> str:
    """The words of a text with single spaces between them."""
    return smoothed(text).text


def smoothed(text: str) -> Smoothed:
    """A text as it reads, and where each of its characters stands."""
    if not _ROUGH.search(text):
        return Smoothed(text, range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end in [*(gap.span() for gap in _GAP.finditer(text)), (len(text), len(text))]:
        for place in range(at, start):
            composed = None if text[place].isascii() else _composed(characters, text[place])
            if composed is not None:
                characters[-1], ends[-1] = composed, place + 1
            else:
                characters.append(text[place])
                starts.append(place)
                ends.append(place + 1)
        at = end
        if not characters or end == len(text) or not _SPACE.search(text, start, end):
            continue
        cut = _hyphen_of_cut_word(text, start, end)
        if cut is None:
            characters.append(" ")
            starts.append(start)
            ends.append(end)
        elif not cut and characters[-1] in "-\u2010":
            del characters[-1], starts[-1], ends[-1]
            ends[-1] = start
    return Smoothed("".join(characters), starts, ends)


def _composed(before: Sequence[str], mark: str) -> str | None:
    """The last letter and a mark that follows it as one character, where there is one."""
    if not before or not unicodedata.combining(mark):
        return None
    composed = unicodedata.normalize("NFC", before[-1] + mark)
    return composed if len(composed) == 1 else None


def _hyphen_of_cut_word(text: str, start: int, end: int) -> str | None:
    """The hyphen that a word has where a line's end cuts it: "" or "-", None for no cut word."""
    if not _LINE_BREAK.search(text, start, end):
        return None
    head = _HEAD.search(text[max(start - 30, 0) : start])
    tail = _TAIL.match(text, end)
    if head is None or tail is None:
        return None
    if not head["hyphen"]:
        return "" if text[start] == "\u00ad" and tail.group()[0].islower() else None
    if tail.group() in _SUSPENDED:
        return None
    compound = (
        head["joint"]
        or len(head["word"]) == 1
        or not head["word"].isalpha()
        or head["word"].lower() in _KEEP_AFTER
        or not tail.group().isalpha()
        or not tail.group().islower()
        or tail.group() in _KEEP_BEFORE
    )
    return "-" if compound else ""
