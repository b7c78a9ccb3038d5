"""From the stored text to paragraphs: lines, lists, hard wraps, page breaks, repeats.

Rules downstream read a paragraph's smoothed text; ``Paragraph.spans`` leads every
stretch of it back to the stored text. What is page furniture is left out, and an
outlet's notes on its own article stand apart.
"""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.claims.cues import HOLDING
from service.claims.furniture import (
    bullet_end,
    heads_links,
    is_furniture,
    is_heading,
    stamp_end,
)
from service.claims.lexicon import words
from service.claims.notes import heads_note, note_start
from service.claims.smoothing import smooth, smoothed
from service.vocabulary import Span

WRAP_WIDTH = 120
"""A text with a line longer than this (in characters) is not hard-wrapped."""

PULL_QUOTE = range(4, 41)
"""How many words a paragraph may have that only repeats words of another."""

_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$")
_HYPHENATED = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
_OPENING_QUOTE = re.compile(r"[“\"„«»‘]|''|``|,,")
_SIGNATURE = re.compile(r"\s[—–-]{1,2}\s?[A-Z][^.!?]{2,60}$")
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

    ``text[i]`` shows ``[starts[i], ends[i])`` of the stored text; ``breaks`` are the
    places in ``text`` where a page break was bridged.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    breaks: frozenset[int]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The pieces of the stored text that ``text[start:end]`` shows."""
        cuts = [start, *sorted(b for b in self.breaks if start < b < end), end]
        pieces = [self._trim(a, b) for a, b in pairwise(cuts)]
        return tuple(Span(self.starts[a], self.ends[b - 1]) for a, b in pieces if a < b)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds something, as it stands and as it reads."""

    span: Span
    words: str
    furniture: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together, without the bullet or time of day they open with."""

    span: Span
    words: str
    item: bool = False


def paragraphs(text: str, title: str | None = None) -> list[Paragraph]:
    """The running text of an article; page furniture and notes are left out."""
    body, _ = _sorted_out(text, title)
    return [
        paragraph
        for number, blocks in enumerate(_joined(_without_repeats(body)))
        if not is_furniture((paragraph := _paragraph(text, blocks)).text)
        and not is_heading(paragraph.text, first=number == 0, item=blocks[0].item)
    ]


def whole(text: str) -> Paragraph:
    """A text that is one paragraph, such as a title."""
    return _paragraph(text, [_Block(Span(0, len(text)), smooth(text))])


def note_paragraphs(text: str) -> list[Paragraph]:
    """An outlet's notes on what it got wrong in this article."""
    _, found = _sorted_out(text)
    return [_paragraph(text, blocks) for blocks in found]


def _sorted_out(text: str, title: str | None = None) -> tuple[list[_Block], list[list[_Block]]]:
    """The blocks that may hold statements, and those of each note."""
    title = smooth(title) if title is not None else None
    body: list[_Block] = []
    found: list[list[_Block]] = []
    headed = linked = False
    for block in _blocks(text):
        if heads_note(block.words):
            headed = True
            found.append([block])
        elif note_start(block.words) == 0 and not headed:
            found.append([block])
        elif is_furniture(block.words) or (title is not None and block.words == title):
            linked = linked or heads_links(block.words)
        elif headed:
            found[-1].append(block)
            headed = False
        elif not linked or (_TERMINAL.search(block.words) and not block.item):
            body.append(block)
            linked = False
    return body, found


def _without_repeats(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks but those that only repeat the words of another: pull quotes."""
    bare = [_bare(block.words) for block in blocks]
    running = [
        each
        for block, each in zip(blocks, bare, strict=True)
        if not is_heading(block.words, item=block.item)
    ]
    alone, everything = Counter(running), " ".join(f" {each} " for each in running)
    kept: list[_Block] = []
    seen: set[str] = set()
    for block, each in zip(blocks, bare, strict=True):
        short = each.count(" ") + 1 in PULL_QUOTE
        if short and (each in seen or everything.count(f" {each} ") > alone[each]):
            continue
        seen.add(each)
        kept.append(block)
    return kept


def _bare(block: str) -> str:
    """The words of a block without marks and signature, to compare."""
    return " ".join(re.findall(r"[^\W_]+", _SIGNATURE.sub("", block).lower()))


def _joined(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Blocks put together that a page break or the lead of a quotation parted."""
    joined: list[list[_Block]] = []
    for block in blocks:
        before = joined[-1][-1].words if joined and not block.item else ""
        if _continues(before, block.words) or _leads(before, block.words):
            joined[-1].append(block)
        else:
            joined.append([block])
    return joined


def _leads(before: str, after: str) -> bool:
    """Whether a line that ends with a colon says who speaks in the quotation below it."""
    if not before.endswith(":") or not _OPENING_QUOTE.match(after):
        return False
    return any(
        word == "statement" or HOLDING.get(word, ("", "ing"))[1] != "ing"
        for word in re.findall(r"[\w'’-]+", before)
    )


def _blocks(text: str) -> Iterator[_Block]:
    """Stretches of text between blank lines and between lines broken on purpose."""
    lines = list(_lines(text))
    running = (line.span for line in lines if not line.furniture)
    width = max((span.end - span.start for span in running), default=0)
    start, item = 0, False
    for number, line in enumerate(lines):
        if number == start:
            item = _opens_item(lines[number - 1] if number else None, line, in_list=item)
        following = lines[number + 1] if number + 1 < len(lines) else None
        if (
            following is None
            or not _wraps(text, line, following, width)
            or _opens_item(line, following, in_list=item)
            or not _runs_on(line, following, inside=number > start)
        ):
            yield from _split(text, Span(lines[start].span.start, line.span.end), item=item)
            start = number + 1


def _split(text: str, span: Span, *, item: bool) -> Iterator[_Block]:
    """A block without its bullet or time of day, and a note that runs on from it apart."""
    shown = smoothed(span.of(text))
    begin = bullet_end(shown.text) if item else 0
    begin += stamp_end(shown.text[begin:])
    note = note_start(shown.text)
    cuts = [begin, *([note] if note is not None and note > begin else []), len(shown.text)]
    for a, b in pairwise(cuts):
        words = shown.text[a:b].strip()
        if words:
            piece = Span(span.start + shown.starts[a], span.start + shown.ends[b - 1])
            yield _Block(piece, words, item=item)


def _lines(text: str) -> Iterator[_Line]:
    """Lines that hold something, without the white space around them."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            shown = smooth(words)
            yield _Line(Span(start, start + len(words)), shown, is_furniture(shown))
        at += len(line)


def _opens_item(before: _Line | None, line: _Line, *, in_list: bool) -> bool:
    """Whether a line opens an item of a list, and not with a dash of its sentence."""
    bullet = bullet_end(line.words)
    if not bullet:
        return False
    if before is None or in_list or before.furniture or _TERMINAL.search(before.words):
        return True
    return not line.words[bullet].islower()


def _wraps(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether a line ends only because the next word did not fit, or was cut."""
    gap = text[line.span.end : following.span.start]
    if width > WRAP_WIDTH or len(gap.splitlines()) > 1 or gap.startswith("  "):
        return False
    next_word = following.words.split(maxsplit=1)[0] if following.words else ""
    filled = line.span.end - line.span.start + 1 + len(next_word) > 0.85 * width
    return filled or _HYPHENATED.search(line.span.of(text)) is not None


def _runs_on(line: _Line, following: _Line, *, inside: bool) -> bool:
    """Whether two lines are of one paragraph, and neither is furniture beside the other.

    Args:
        line: It may open its paragraph.
        following: The line under it.
        inside: ``line`` does not open its paragraph: what is under it only looks like furniture
            unless ``line`` ends a sentence.
    """
    if _continues(line.words, following.words):
        return True
    if inside and not _TERMINAL.search(line.words):
        return True
    return not (line.furniture or following.furniture)


def _continues(before: str, after: str) -> bool:
    """Whether a break cut one sentence into these two stretches."""
    words = before.split()
    if len(words) < 4 or _TERMINAL.search(before) or not after:
        return False
    return after[0].islower() or words[-1].lower() in _DANGLING or before.endswith(",")


def _paragraph(text: str, blocks: Sequence[_Block]) -> Paragraph:
    raw: list[str] = []
    places: list[int] = []
    cuts: list[int] = []
    for block in blocks:
        if raw:
            raw.append("\n")
            places.append(block.span.start)
            cuts.append(len(places))
        raw.append(block.span.of(text))
        places.extend(range(block.span.start, block.span.end))
    shown = smoothed("".join(raw))
    return Paragraph(
        shown.text,
        [places[start] for start in shown.starts],
        [places[end - 1] + 1 for end in shown.ends],
        frozenset(bisect_left(shown.starts, cut) for cut in cuts),
    )
