"""What an outlet's notes on its own article withdraw, and what they put in its place."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what these patterns read

import re
from collections.abc import Sequence

from service.claims.furniture import PIECE
from service.claims.layout import Paragraph, note_paragraphs
from service.claims.notes import note_label_end
from service.claims.sentences import sentences
from service.vocabulary import Article, Correction

_WRONGLY = (
    r"(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately|falsely|originally|previously"
    r"|earlier|initially|in error|by mistake)"
)
_SAID = (
    r"(?:said|says|stated|reported|claimed|suggested|indicated|implied|wrote|showed|asserted"
    r"|noted|gave|put|listed|described|referred to|identified|named|presented|attributed|credited"
    r"|called|quoted|located|dated)"
)
_NOT = (
    r"(?:(?:,[”\"’']*| [–—-]{1,2}) (?:and )?not|,? and not|,? rather than|,? instead of"
    r"|(?<=\d) not(?= \d))"
)

_FROM_TO = r"\b(?:to (?:change|correct)|changed)\b.*? from (?P<wrong>.+?) to (?P<right>.+)"
_CHANGE_TO = r"\bto change (?P<wrong>[“\"‘'].+?[”\"’']) to (?P<right>.+)"
_SPELLING = r"\bto correct the spelling of (?P<right>[A-Z].+?)(?:['’]s (?:\w+ )?name)?\W*$"
_REMOVED = (
    r"\bto (?:remove|delete|withdraw) (?:an?|the) (?:\w+ )?(?:reference|claim|statement|line"
    rf"|suggestion|assertion|sentence|passage) (?:to|that|(?:which |that )?(?:{_WRONGLY} )?"
    rf"{_SAID}(?: that)?|saying(?: that)?|suggesting(?: that)?) (?P<wrong>.+)"
)
_AT_ONCE = tuple(map(re.compile, (_FROM_TO, _CHANGE_TO, _SPELLING, _REMOVED)))
"""Sentences that say at once what was wrong, what is right, or both."""

_RIGHT = re.compile(
    r"\b(?:corrected|amended|updated|edited|changed|revised|clarified|modified)\b.{0,60}?\bto "
    r"(?:(?:say|state|show|reflect|indicate|read)(?: that)?"
    r"|(?:note|make (?:it )?clear|clarify|explain|specify) that) (?P<say>.+)"
    r"|(?:,? (?:but|when|and)(?: it)?)? should"
    r" (?:have (?:said|read|stated|been|given|referred to)|say|read|be)(?: that)? (?P<should>.+)"
)
_STATED = re.compile(
    rf"\b(?:(?:versions?|editions?|{PIECE}|headline|caption|graphic|chart|summary)\b.*?"
    rf"|(?:we|it|this)) (?:had )?(?:{_WRONGLY} )?{_SAID},?(?: {_WRONGLY},?)?(?: that)?"
    r" (?P<wrong>.+)",
    re.IGNORECASE,
)
_MISTOOK = re.compile(
    r"\bmis(?:stated|identified|(?P<spelling>spel(?:led|t))|attributed|characteri[sz]ed|reported"
    r"|named|quoted|described|labell?ed|dated|represented)\b"
    r"(?: (?P<thing>.+) as (?P<wrong>.+))?"
)
_INSTEAD = re.compile(
    r"(?P<wrong>.+?)(?:,? (?:instead of|rather than|when (?:in fact|actually))"
    r"|, but(?: in fact| actually)?) (?P<right>.+)"
)
_BUT = re.compile(
    r"(?P<subject>.*?\b(?:is|was|are|were) )?not (?P<wrong>.+?)(?:,? but(?: rather)?|,)"
    r" (?P<right>.+)"
)
_WITHOUT = re.compile(rf"(?P<right>.+?){_NOT} (?P<wrong>.+?)(?:, (?:which|who|when|where) .+)?")
_AS_STATED = re.compile(
    r",? as (?:an? (?:earlier|previous|original)|the (?:earlier|previous|original|article|story"
    rf"|headline)|this|we|it|was|had been|first|{_WRONGLY})\b.{{0,80}}$"
)
_AND_IN_FACT = re.compile(
    r"(?:in fact|actually|in reality|however|instead|rather|in truth|but),? ", re.IGNORECASE
)
_ABOUT_THE_NOTE = re.compile(
    r"\b(?:regrets?|apologi[sz]|happy to|thank|(?:has|have) been (?:corrected|amended|updated"
    r"|changed|removed|edited|fixed)|(?:was|were) (?:corrected|amended|updated|edited)|appended"
    r"|inadvertently|version of|the errors?|in some editions|(?:earlier|previous|original) version"
    r"|we have|the above article)\b",
    re.IGNORECASE,
)


def corrections(article: Article) -> list[Correction]:
    """What an article's correction notes withdraw and replace, in the order of its text.

    ``withdrawn`` and ``replacement`` are statements where the note gives statements; a note
    that gives only a word ("14, not 12") has only the word.

    Args:
        article: Its ``text`` is read; spans quote it exactly.
    """
    return [_correction(note) for note in note_paragraphs(article.text)]


def _correction(note: Paragraph) -> Correction:
    said = note.text[note_label_end(note.text) :].strip(" [](){}*_")
    parts = [
        _AS_STATED.sub("", part)
        for start, end in sentences(said)
        for part in re.split(r"; |: (?=(?:it|the|he|she|they) )", said[start:end])
    ]
    withdrawn, replacement = _pair(parts)
    return Correction(
        spans=note.spans(0, len(note.text)),
        text=note.text,
        withdrawn=_cleaned(withdrawn),
        replacement=_cleaned(replacement),
    )


def _pair(parts: Sequence[str]) -> tuple[str | None, str | None]:
    """What a note's sentences withdraw, and what they assert in its place."""
    for part in parts:
        found = next((found for at_once in _AT_ONCE if (found := at_once.search(part))), None)
        if found is not None:
            named = found.groupdict()
            return named.get("wrong"), named.get("right")
    wrong = next((wrong for part in parts if (wrong := _wrong(part))), None)
    if wrong is not None and (found := _INSTEAD.fullmatch(wrong)):
        return found["wrong"], found["right"]
    right, without = _told_apart(next((right for part in parts if (right := _right(part))), ""))
    return wrong or without, right


def _wrong(part: str) -> str | None:
    """What a sentence says that an earlier version had."""
    right = _RIGHT.search(part)
    part = part[: right.start()] if right is not None else part
    if found := _STATED.search(part):
        return found["wrong"]
    found = _MISTOOK.search(part)
    if found is None or found["wrong"] is None:
        return None
    return found["wrong"] if found["spelling"] else f"{found['thing']} as {found['wrong']}"


def _right(part: str) -> str | None:
    """What a sentence puts in place of what an earlier version had."""
    if found := _RIGHT.search(part):
        return found["say"] or found["should"]
    if _STATED.search(part) or _MISTOOK.search(part) or _ABOUT_THE_NOTE.search(part):
        return None
    lead = _AND_IN_FACT.match(part)
    return part[lead.end() :] if lead is not None else part


def _told_apart(words: str) -> tuple[str, str | None]:
    """What is right and what is wrong in "14, not 12" or "not 12 but 14"."""
    words = words.rstrip(". ")
    if found := _BUT.fullmatch(words):
        return (found["subject"] or "") + found["right"], found["wrong"]
    if found := _WITHOUT.fullmatch(words):
        return found["right"], found["wrong"]
    return words, None


def _cleaned(words: str | None) -> str | None:
    """Words without the marks around them, None where nothing is left."""
    return (words or "").strip(" .,;:“”\"‘’'()[]") or None
