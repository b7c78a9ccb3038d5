"""What stands on a page and is no statement of the article: page furniture."""

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s+\d{{4}})?"
_ANY_CASE = re.IGNORECASE

_WHOLE_LINES = tuple(
    re.compile(rf"(?:{pattern})", flags)
    for pattern, flags in (
        (r"[\W\d_]*", 0),  # rules, page numbers, bullets on their own
        (r"#{1,6}\s.*", 0),  # markdown headings
        (r"[<(\[]?(?:https?://|www\.)\S+[>)\]]?", _ANY_CASE),
        (r"\S+@\S+\.\w+", 0),
        (r"\[[^\[\]]*\]|\([^()]{0,80}\)|\*{1,3}[^*.]{0,80}\*{1,3}", 0),  # bracketed asides
        (r"By:?\s+[A-Z][^.!?]{0,110}", 0),
        (r"BY\s[A-Z].{0,110}", 0),
        (
            r"(?:(?:published|updated|posted|created|last (?:updated|modified)|date)\b:?\s*(?:on|at)?\s*)?"
            rf"(?:\w+day,?\s+)?{_DATE}.{{0,40}}|\d{{4}}-\d\d-\d\d.{{0,30}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}.{{0,30}}",
            _ANY_CASE,
        ),
        (r"(?:published|updated|posted|last (?:updated|modified))\b.{0,80}", _ANY_CASE),
        (r"page \d+(?: of \d+)?|\d+ (?:comments?|shares?)|\d+ min(?:ute)?s? read", _ANY_CASE),
        (r"(?:All )?[–—-]\s?\S.{0,40}", 0),  # "All – Agency", "— Agency"
        (r"\(?(?:AP|AFP|Reuters|dpa|UPI|PTI|ANI|IANS|Xinhua)\)?(?:/\w+)?", 0),
    )
)

_OPENINGS = re.compile(
    r"(?:leave a (?:comment|reply)|post a comment|comments?\b(?:\s*$|\s*[:(])|(?:re)?tweet this|share (?:this|on)\b"
    r"|sign up (?:for|to|now|here)|subscribe\b|follow (?:us|him|her|me|\S+ \S+ on|@)|like us on"
    r"|click (?:here|on)|tap here|to (?:contact|subscribe|reach|comment|donate|read more)\b"
    r"|contact (?:us|the|\S+ \S+ at)\b|e-?mail (?:us|him|her|the|\S+ \S+ at)\b|have a (?:tip|story)\b|got a tip\b"
    r"|read (?:more|also|next|the (?:rest|full)|on)\b|see also\b|related\b(?:\s*$|:|\s(?:stories|articles|content|coverage))"
    r"|more (?:from|on this|coverage|stories)\b|watch(?: the| now| live| video)?(?:\s*:| above| below)|listen\s*:|also read"
    r"|advertisement\b|sponsored\b|story continues\b|continue reading|article continues|scroll (?:down|to)\b|skip to"
    r"|(?:\(c\)|©|copyright\b)|all rights reserved|this material may not be|terms of (?:use|service)|privacy policy"
    r"|(?:file )?(?:photo(?:graph)?|picture|image|video|graphic|illustration|caption|credits?|source)s?\s?(?:/|:|\bby\b|\bcredit\b|\bcourtesy\b)"
    r"|(?:a )?file (?:photo|image)\b|getty images|ap photo|courtesy of\b|media caption|image caption|pictured\b"
    r"|(?:additional |with )?report(?:ing|s)? (?:by|from)\b|writing by\b|edit(?:ing|ed) by\b|written by\b|compiled by\b|translated by\b"
    r"|with files from|with agenc|(?:our|the) newsletter\b|get (?:the|our) (?:latest|newsletter|app|news)\b|download (?:the|our)\b"
    r"|join (?:the conversation|us on)|support (?:our|independent) journalism|editor.s note\b|correction\b\s*:|clarification\b\s*:"
    r"|(?:tel|phone|fax|e-?mail|twitter|facebook)\s*:)",
    _ANY_CASE,
)

_CREDITS = re.compile(
    r"(?:\bcontributed to this (?:report|story|article|piece)\b|\bcontributed reporting\b|\bcorrespondent [A-Z][^.]{2,60} reports from\b"
    r"|\bcan be (?:reached|followed|contacted) (?:at|on|via)\b|\b(?:this|the) (?:story|article|post|report) (?:has been|was) "
    r"(?:updated|corrected|amended|originally|first published|published)\b|\bis (?:a|an|the) [^.]{0,80}\b(?:reporter|columnist|correspondent|editor|contributor|writer) (?:for|at|with) (?:the )?[A-Z][^.]{0,40}\.?$"
    r"|\bfollow (?:him|her|them) (?:on|at)\b|\bsign up (?:for|to) (?:our|the)\b.{0,60}\bnewsletter\b"
    r"|\((?:Photo|Image|AP Photo|Reuters|Getty|AFP)[^()]*\)$|(?:/|\bvia )(?:Getty Images|AP|AFP|Reuters)\)?\.?$)"
)

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+){0,4}(?:,\s[A-Z][\w. ]{1,24}?){0,2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    rf"(?:,?\s?{_DATE})?\s?(?:\([A-Z][^()]{{1,30}}\))?\s?(?:—|–|--?|:)\s?(?=[“\"‘'A-Z\d])"
)
_END = re.compile(r"[.!?…][\"'”’»)\]*_]*$")
_SMALL = frozenset(
    "a an the of to in on at by for from with and or but as is vs via over after".split()
)


def is_furniture(line: str) -> bool:
    """Whether a line or paragraph is plainly no part of the article's own text."""
    if any(pattern.fullmatch(line) for pattern in _WHOLE_LINES):
        return True
    return len(line) < 400 and bool(_OPENINGS.match(line) or _CREDITS.search(line))


def is_heading(paragraph: str, *, first: bool = False) -> bool:
    """Whether a paragraph is a heading: unfinished, or set in title case.

    Args:
        paragraph: One smoothed paragraph.
        first: It opens the text, where a long line without a full stop is the title.
    """
    words = paragraph.split()
    if not _END.search(paragraph):
        return len(words) <= (30 if first else 15)
    long_words = [word for word in words if word.lower() not in _SMALL and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long_words)
    return 4 <= len(long_words) <= 20 and capitals >= 0.9 * len(long_words)


def dateline_end(paragraph: str) -> int:
    """Where the text begins after an opening "CITY, Date (Agency) - ", else 0."""
    found = _DATELINE.match(paragraph[:120])
    if found is None or not re.search(r"[A-Z]{3}|\)|\d", found.group()):
        return 0
    return found.end()
