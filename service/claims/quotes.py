"""Quotation marks: which stretches of a paragraph are quoted, and the paragraph without them."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from dataclasses import dataclass

MASK = "\ue000"
"""Stands for each quoted character; a private-use character, never part of a word."""

_DOUBLE = re.compile(r"''|``|(?<!\w),,(?=\w)|[\"“”„‟«»‹›″]")
_OPENING = frozenset(["“", "„", "‟", "«", "‹", "``", ",,"])
_CLOSED_BY = {"„": ("“",), ",,": ("“",), "»": ("«",), "›": ("‹",), "″": ("″",)}
"""What ends a quotation that one of these marks opens, and would open one itself elsewhere."""

_SINGLE = re.compile(
    r"(?<![\w'’])[‘'‚`′](?=[\w\[…])(?:[^‘’'‚`′]|(?<=\w)['’](?=\w)){1,600}?[’'‘′](?!\w)"
)
_SINGLE_OPEN = re.compile(r"(?<![\w'’.,])[‘'‚`′](?=[A-Z])")
_OPENS_AFTER = frozenset(" \t([{—–-/")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch of a paragraph, its marks included; open where no mark ends it.

    ``mark`` is the length of its marks (two for doubled apostrophes).
    """

    start: int
    end: int
    closed: bool = True
    mark: int = 1

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside, but for its marks and blanks."""
        return self.start <= start and end <= self.end


def quotes_in_single_marks(text: str) -> bool:
    """Whether a text quotes in single marks; elsewhere they are apostrophes."""
    single = sum(1 for _ in _SINGLE.finditer(text))
    return single > sum(1 for _ in _DOUBLE.finditer(text)) / 2


def quotations(paragraph: str, *, single: bool = False) -> list[Quotation]:
    """The quoted stretches of one paragraph, in order.

    Args:
        paragraph: Smoothed text of one paragraph.
        single: Whether single marks quote (texts that use few double ones).
    """
    if single:
        return _single_quotations(paragraph)
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(paragraph):
        if opened is not None and _closes(mark, opened.group()):
            found.append(Quotation(opened.start(), mark.end(), mark=len(mark.group())))
            opened = None
        elif opened is not None or _opens(mark):
            opened = mark  # where one is open already, that one was never closed
    if opened is not None and opened.start() + 1 < len(paragraph):
        size = len(opened.group())
        found.append(Quotation(opened.start(), len(paragraph), closed=False, mark=size))
    return found


def _single_quotations(paragraph: str) -> list[Quotation]:
    found = [Quotation(m.start(), m.end()) for m in _SINGLE.finditer(paragraph)]
    last = found[-1].end if found else 0
    rest = _SINGLE_OPEN.search(paragraph, last)
    led = rest is not None and paragraph[: rest.start()].rstrip().endswith((":", ","))
    if rest is not None and (rest.start() == 0 or found or led):
        found.append(Quotation(rest.start(), len(paragraph), closed=False))
    return found


def masked(paragraph: str, quoted: list[Quotation]) -> str:
    """The paragraph with quoted characters masked, every offset kept."""
    characters = list(paragraph)
    for quotation in quoted:
        characters[quotation.start : quotation.end] = MASK * (quotation.end - quotation.start)
    return "".join(characters)


def _opens(found: re.Match[str]) -> bool:
    mark, before, after = found.group(), *_neighbours(found)
    if mark in _OPENING:
        return True
    return (not before or before in _OPENS_AFTER) and bool(after) and not after.isspace()


def _closes(found: re.Match[str], opening: str) -> bool:
    mark, before, after = found.group(), *_neighbours(found)
    if mark in "”»›" or mark in _CLOSED_BY.get(opening, ()):
        return True
    if mark not in ('"', "''"):
        return False
    glitch = found.string[max(found.start() - 2, 0) : found.start()] in (", ", ". ", "? ", "! ")
    return glitch or not (before.isspace() and after.isalnum())


def _neighbours(found: re.Match[str]) -> tuple[str, str]:
    text = found.string
    return text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
