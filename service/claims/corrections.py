"""What an outlet's notes on its own article withdraw, and what they put in its place."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what these patterns read

import re
from collections.abc import Sequence

from service.claims.furniture import note_label_end
from service.claims.layout import Paragraph, notes
from service.claims.sentences import sentences
from service.vocabulary import Article, Correction

_WRONGLY = (
    r"(?:(?:in)?correctly|wrongly|mistakenly|erroneously|inaccurately|falsely|originally"
    r"|previously|earlier|initially|in error|by mistake)"
)
_SAID = (
    r"(?:said|says|stated|reported|claimed|suggested|indicated|implied|wrote|showed|asserted"
    r"|noted|gave|put|listed|described|referred to|identified|named|presented|attributed|credited"
    r"|called|quoted|located|dated)"
)
_CHANGED = r"(?:corrected|amended|updated|edited|changed|revised|clarified|modified)"
_NOT = r"(?:(?:,[”\"’']*| [–—-]{1,2}) (?:and )?not|,? and not|,? rather than|,? instead of|(?<=\d) not(?= \d))"

_TO_SAY = re.compile(
    rf"\b{_CHANGED}\b.{{0,60}}?\bto (?:(?:say|state|show|reflect|indicate|read)(?: that)?"
    r"|(?:note|make (?:it )?clear|clarify|explain|specify) that|reflect the fact that)"
    r" (?P<right>.+)"
)
_FROM_TO = re.compile(
    r"\b(?:to (?:change|correct)|changed)\b.*? from (?P<wrong>.+?) to (?P<right>.+)"
)
_CHANGE_TO = re.compile(r"\bto change (?P<wrong>[“\"‘'].+?[”\"’']) to (?P<right>.+)")
_SPELLING = re.compile(r"\bto correct the spelling of (?P<right>[A-Z].+)")
_REMOVED = re.compile(
    rf"\bto (?:remove|delete|withdraw) (?:an?|the) (?:\w+ )?(?:reference|claim|statement|line"
    rf"|suggestion|assertion|sentence|passage) (?:to|that|(?:which |that )?(?:{_WRONGLY} )?"
    rf"{_SAID}(?: that)?|saying(?: that)?|suggesting(?: that)?) (?P<wrong>.+)"
)
_SHOULD = re.compile(
    r"\bshould (?:have (?:said|read|stated|been|given|referred to)|say|read|be)(?: that)? (?P<right>.+)"
)
_STATED = re.compile(
    r"\b(?:(?:version|edition|article|story|post|report|piece|column|page|item|headline|caption"
    r"|graphic|chart|summary|editions|versions)\b.*?|(?:we|it|this)) "
    rf"(?:had )?(?:{_WRONGLY} )?(?P<verb>{_SAID}),?(?: {_WRONGLY},?)?(?: that)? (?P<wrong>.+)",
    re.IGNORECASE,
)
_MISTOOK = re.compile(
    r"\b(?P<verb>mis(?:stated|identified|spel(?:led|t)|attributed|characteri[sz]ed|reported|named"
    r"|quoted|described|labell?ed|dated|represented))\b (?P<object>.+)"
)
_WITHOUT = re.compile(rf"(?P<right>.+?){_NOT} (?P<wrong>.+)")
_BUT = re.compile(
    r"(?P<subject>.*?\b(?:is|was|are|were)) not (?P<wrong>.+?)(?:,? but(?: rather)?|,) (?P<right>.+)"
)
_AS_STATED = re.compile(
    r",? as (?:an? (?:earlier|previous|original)|the (?:earlier|previous|original|article|story"
    rf"|headline)|this|we|it|was|had been|first|{_WRONGLY})\b.{{0,80}}$"
)
_INSTEAD = re.compile(
    r"(?P<wrong>.+?),? (?:instead of|rather than|when (?:in fact|actually)) (?P<right>.+)"
)
_META = re.compile(
    r"\b(?:regrets?|apologi[sz]|happy to|thank|(?:has|have) been (?:corrected|amended|updated"
    r"|changed|removed|edited|fixed)|(?:was|were) (?:corrected|amended|updated|edited)"
    r"|appended|inadvertently|version of|the errors?|in some editions|(?:earlier|previous|original) version|we have)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:in fact|actually|in reality|however|instead|rather|in truth|but)(?:,| it is|) ",
    re.IGNORECASE,
)


def corrections(article: Article) -> list[Correction]:
    """What an article's correction notes withdraw and replace, in the order of its text.

    A note that only says that something was added withdraws nothing and is left out.

    Args:
        article: Its ``text`` is read; spans quote it exactly.
    """
    return [_correction(note) for note in notes(article.text)]


def _correction(note: Paragraph) -> Correction:
    said = note.text[note_label_end(note.text) :].strip(" [](){}*_")
    parts = [
        part
        for start, end in sentences(said)
        for part in re.split(r"; |: (?=it |the |he |she |they )", said[start:end])
    ]
    withdrawn, replacement = _pair(parts)
    return Correction(
        spans=note.spans(0, len(note.text)),
        text=note.text,
        withdrawn=_cleaned(withdrawn),
        replacement=_cleaned(replacement),
    )


def _pair(parts: Sequence[str]) -> tuple[str | None, str | None]:
    """What a note's sentences withdraw and what they assert in its place."""
    wrong: str | None = None
    for number, part in enumerate(_AS_STATED.sub("", part) for part in parts):
        after = parts[number + 1 :]
        if found := _FROM_TO.search(part) or _CHANGE_TO.search(part):
            return found["wrong"], found["right"]
        if found := _TO_SAY.search(part):
            right, without = _told_apart(found["right"])
            return without or _stated(after), right
        if found := _SPELLING.search(part):
            return None, re.sub(r"['’]s (?:\w+ )?name$", "", found["right"].rstrip("."))
        if found := _REMOVED.search(part):
            return found["wrong"], None
        if found := _SHOULD.search(part):
            right, without = _told_apart(found["right"])
            return wrong or without or _stated([part[: found.start()]]), right
        if wrong is None:
            wrong = _stated([part]) or _mistaken(part)
            if wrong is not None and (found := _INSTEAD.fullmatch(wrong)):
                return found["wrong"], found["right"]
            if wrong is not None and (
                found := re.fullmatch(r"(.+?), but (?:in fact |actually )?(.+)", wrong)
            ):
                return found[1], found[2]
            if wrong is not None or _MISTOOK.search(part) or _META.search(part):
                continue
        if not _META.search(part):
            right, without = _told_apart(
                _LEAD.sub("", part, count=1) if _LEAD.match(part) else part
            )
            return wrong or without, right
    return wrong, None


def _told_apart(words: str) -> tuple[str, str | None]:
    """What is right and what is wrong in "14, not 12" or "not 12 but 14"."""
    words = words.rstrip(". ")
    if found := _BUT.fullmatch(words):
        return f"{found['subject']} {found['right']}", found["wrong"]
    if found := re.fullmatch(r"not (.+?),? but(?: rather)? (.+)", words):
        return found[2], found[1]
    if found := _WITHOUT.fullmatch(words):
        return found["right"], re.split(r", (?:which|who|when|where) ", found["wrong"])[0]
    return words, None


def _stated(parts: Sequence[str]) -> str | None:
    """What a sentence says that an earlier version said."""
    found = next((found for part in parts if (found := _STATED.search(part))), None)
    return found["wrong"] if found is not None else None


def _mistaken(part: str) -> str | None:
    """The wrong version that a "misspelled ... as" names."""
    found = _MISTOOK.search(part)
    if found is None or " as " not in found["object"]:
        return None
    thing, wrong = found["object"].rsplit(" as ", 1)
    return wrong if found["verb"].startswith("misspel") else f"{thing} as {wrong}"


def _cleaned(words: str | None) -> str | None:
    """Words without the marks around them, None where nothing is left."""
    return (words or "").strip(" .,;:“”\"‘’'()[]") or None
