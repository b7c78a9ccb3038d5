"""From the stored text to paragraphs: lines, hard wraps, page breaks, furniture left out.

Rules downstream read a paragraph's smoothed text; ``Paragraph.spans`` leads every
stretch of it back to the stored text.
"""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.claims.furniture import is_furniture, is_heading
from service.claims.lexicon import words
from service.vocabulary import Span

WRAP_WIDTH = 120
"""A text with a line longer than this (in characters) is not hard-wrapped."""

_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$")
_DANGLING = words(
    """
    a an the of to in on at by for from with and or but nor as that than which who whose into
    over under between against about during after before while is are was were has have had will
    would its their his her our my your this these those
    """
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it reads, and where each of its characters stands.

    ``offsets[i]`` is the place of ``text[i]`` in the stored text; ``breaks`` are the
    places in ``text`` where a page break was bridged.
    """

    text: str
    offsets: Sequence[int]
    breaks: frozenset[int]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The pieces of the stored text that ``text[start:end]`` shows."""
        cuts = [start, *sorted(b for b in self.breaks if start < b < end), end]
        pieces = [self._trim(a, b) for a, b in pairwise(cuts)]
        return tuple(Span(self.offsets[a], self.offsets[b - 1] + 1) for a, b in pieces if a < b)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end


def smooth(text: str) -> str:
    """The words of a text with single spaces between them."""
    return " ".join(text.split())


def paragraphs(text: str, title: str | None = None) -> list[Paragraph]:
    """The running text of an article; what is page furniture is left out."""
    joined: list[list[Span]] = []
    for block in _blocks(text):
        words = smooth(block.of(text))
        if is_furniture(words) or (title is not None and words == smooth(title)):
            continue
        if joined and _continues(smooth(joined[-1][-1].of(text)), words):
            joined[-1].append(block)
        else:
            joined.append([block])
    built = (_paragraph(text, pieces) for pieces in joined)
    return [
        paragraph
        for number, paragraph in enumerate(built)
        if not is_furniture(paragraph.text) and not is_heading(paragraph.text, first=number == 0)
    ]


def _blocks(text: str) -> Iterator[Span]:
    """Stretches of text between blank lines and between lines broken on purpose."""
    lines = list(_lines(text))
    width = max((line.end - line.start for line in lines), default=0)
    start: int | None = None
    for number, line in enumerate(lines):
        start = line.start if start is None else start
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is None or not _wraps(text, line, following, width):
            yield Span(start, line.end)
            start = None


def _lines(text: str) -> Iterator[Span]:
    """Lines that hold something, without the white space around them."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            yield Span(start, start + len(words))
        at += len(line)


def _wraps(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line ends only because the next word did not fit."""
    gap = text[line.end : following.start]
    if width > WRAP_WIDTH or len(gap.splitlines()) > 1 or gap.startswith("  "):
        return False
    if is_furniture(line.of(text)) or is_furniture(following.of(text)):
        return False
    next_word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(next_word) > 0.85 * width


def _continues(before: str, after: str) -> bool:
    """Whether a page break cut one sentence into these two blocks."""
    words = before.split()
    if len(words) < 4 or _TERMINAL.search(before):
        return False
    return after[0].islower() or words[-1].lower() in _DANGLING or before.endswith(",")


def _paragraph(text: str, pieces: Sequence[Span]) -> Paragraph:
    characters: list[str] = []
    offsets: list[int] = []
    breaks = []
    for piece in pieces:
        if characters:
            breaks.append(len(characters))
        for word in re.finditer(r"\S+", piece.of(text)):
            if characters:
                characters.append(" ")
                offsets.append(piece.start + max(word.start() - 1, 0))
            characters.extend(word.group())
            offsets.extend(range(piece.start + word.start(), piece.start + word.end()))
    return Paragraph("".join(characters), offsets, frozenset(breaks))
