"""Where an outlet's note on its own article begins: "Correction: An earlier version ..."."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what these patterns read

import re

from service.claims.furniture import DATE, NUMERIC_DATE, PIECE, any_of

_LABEL = (
    r"(?:(?:corrections?|clarifications?)(?: (?:and|&) (?:corrections?|clarifications?))?"
    r"|for the record|corrected)"
)
_ON = rf"(?:\s?,?\s?[(\[]?(?:on )?(?:\w+day,? )?(?:{DATE}|{NUMERIC_DATE})[)\]]?)?"
_FLAW = (
    r"(?:incorrect|wrong(?!do)|mistake|erroneous|inaccura|misst|misid|misspel|misattr|mischar"
    r"|misrepr|misreport|misquot|misnam|misdesc|mislabel|misdat|misplac|correct|amended|clarif"
    r"|in error|an error|should have (?:said|read|been)|, not |retract|\bfrom .{1,80} to\b)"
)
_OWN = rf"(?:this|our|the above) (?:\w+ )?(?:{PIECE}|headline|caption|photograph|graphic|chart)"
_EARLIER = (
    r"an? (?:earlier|previous|prior|original|initial) (?:version|edition|headline|caption|update)"
)
_NOTE = re.compile(
    r"[\[(*_\s]*"
    + any_of(
        rf"{_LABEL}{_ON}\s?[:—–-]",
        rf"(?:(?:editor.s note|note to readers|update){_ON}\s?[:—–-]\s?)?"
        + any_of(
            rf"(?:in )?(?:{_EARLIER}|the (?:original|initial) version|earlier versions)"
            rf" (?:of|on|to) {_OWN}\b",
            rf"{_OWN} (?:has been|was|is being|has since been|have been)"
            r" (?:\w+ly )?(?:corrected|amended|clarified|retracted)\b",
            rf"{_OWN} (?:has been|was|has since been) (?:\w+ly )?(?:updated|edited|changed|revised"
            rf"|modified)\b.{{0,120}}{_FLAW}",
            rf"{_OWN} (?:\w+ly (?:said|stated|reported|gave|identified|described|named|presented"
            r"|listed|referred|attributed)|misstated|misidentified|misspelled|misspelt|misattributed"
            r"|should have (?:said|read))\b",
            r"we (?:(?:in an earlier version|earlier|originally|previously|initially|incorrectly"
            r"|wrongly|mistakenly|erroneously) (?:said|reported|stated|wrote|gave|described"
            r"|identified|named|published))\b",
            rf"(?:because of|due to|owing to) an? (?:\w+ )?error,? [^.]{{0,120}}\b(?:{PIECE}"
            r"|headline|caption|version)\b",
        ),
        rf"editor.s note{_ON}\s?[:—–-].{{0,200}}{_FLAW}",
    ),
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"[\[(*_\s]*(?:{_LABEL}|editor.s note|note to readers|update){_ON}\s?[.:—–-]\s*",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?<=[.!?”\"’)\]]) (?=[\[(*_]*(?i:corrections?|clarifications?)\s?[:(])(?=[\[(*_]*C)"
)
_HEAD = re.compile(rf"[\[(*_\s]*{_LABEL}\s?:?{_ON}\s?[:.]?[\])*_\s]*", re.IGNORECASE)


def heads_note(line: str) -> bool:
    """Whether a line is only the label of a correction that follows it."""
    return _HEAD.fullmatch(line) is not None


def note_start(paragraph: str) -> int | None:
    """Where a paragraph begins to correct an earlier version of its own article, if it does."""
    if _NOTE.match(paragraph):
        return 0
    within = _WITHIN.search(paragraph)
    return within.end() if within is not None else None


def note_label_end(paragraph: str) -> int:
    """Where a note begins after its "Correction (June 3):", else 0."""
    found = _LABELLED.match(paragraph)
    return found.end() if found is not None else 0
