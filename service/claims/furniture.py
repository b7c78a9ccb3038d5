"""What stands on a page and is no statement of the article: page furniture."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what these patterns read

import re

from service.claims.lexicon import words

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_ORDINAL}\s+{_MONTH}|{_MONTH}\s+{_ORDINAL})(?:,?\s+\d{{4}})?"
_DATED = r"(?:published|updated|posted|created|last (?:updated|modified))\b"


def _any(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_WHOLE_LINE = re.compile(
    _any(
        r"[\W\d_]*",  # rules, page numbers, bullets on their own
        r"#{1,6}\s.*",  # markdown headings
        r"(?i:[<(\[]?(?:https?://|www\.)\S+[>)\]]?)",
        r"\S+@\S+\.\w+",
        r"\[[^\[\]]*\]",  # captions and courtesy lines
        r"!?\[[^\[\]]*\]\([^()\s]*\)",  # markdown images and links
        r"\([^()]{0,80}\)",
        r"\*{1,3}[^*.]{0,80}\*{1,3}",
        r"By:?\s+[A-Z][^.!?]{0,110}",
        r"BY\s[A-Z].{0,110}",
        rf"(?i:(?:{_DATED}:?\s*(?:on|at)?\s*)?(?:\w+day,?\s+)?{_DATE}.{{0,40}})",
        r"\d{4}-\d\d-\d\d.{0,30}",
        r"\d{1,2}[./]\d{1,2}[./]\d{2,4}.{0,30}",
        rf"(?i:{_DATED}.{{0,80}})",
        r"(?i:page \d+(?: of \d+)?|\d+ (?:comments?|shares?)|\d+ min(?:ute)?s? read)",
        r"(?:All )?[–—-]\s?\S.{0,40}",  # the credit of an agency
        r"\(?(?:AP|AFP|Reuters|dpa|UPI|PTI|ANI|IANS|Xinhua)\)?(?:/\w+)?",
    )
)

_OPENING = re.compile(
    _any(
        r"leave a (?:comment|reply)|post a comment|comments?(?:\s*$|\s*[:(])",
        r"(?:re)?tweet this|share (?:this|on)\b|like us on|join (?:the conversation|us on)",
        r"follow (?:us|him|her|me|\S+ \S+ on|@)",
        r"sign up (?:for|to|now|here)|subscribe\b|(?:our|the) newsletter\b",
        r"get (?:the|our) (?:latest|newsletter|app|news)\b|download (?:the|our)\b",
        r"support (?:our|independent) journalism|have a (?:tip|story)\b|got a tip\b",
        r"click (?:here|on)|tap here|scroll (?:down|to)\b|skip to",
        r"to (?:contact|subscribe|reach|comment|donate|read more)\b",
        r"contact (?:us|the|\S+ \S+ at)\b|e-?mail (?:us|him|her|the|\S+ \S+ at)\b",
        r"(?:tel|phone|fax|e-?mail|twitter|facebook)\s*:",
        r"read (?:more|also|next|the (?:rest|full)|on)\b|also read|see also\b",
        r"related(?:\s*$|:|\s(?:stories|articles|content|coverage))",
        r"more\s*:|more (?:from|on this|coverage|stories)\b",
        r"watch(?: the| now| live| video)?(?:\s*:| above| below)|listen\s*:",
        r"file\s?[-–—]|in this [^,.]{0,40}(?:photo|image|picture)\b",
        r"media playback\b|image copyright\b",
        r"you (?:may|might) also\b|most (?:read|viewed|popular)\b|view comments|show comments",
        r"this article is more than\b|please (?:subscribe|enable|sign in|log in)\b",
        r"advertisement\b|sponsored\b|(?:story|article) continues\b|continue reading",
        r"\(c\)|©|copyright\b|all rights reserved|this material may not be",
        r"terms of (?:use|service)|privacy policy",
        r"(?:file )?(?:photo(?:graph)?|picture|image|video|graphic|illustration)s?"
        r"\s?(?:/|:|\bby\b|\bcredit\b|\bcourtesy\b)",
        r"(?:picture|photo|image)s? from\b",
        r"(?:caption|credit|source)s?\s?(?::|\bby\b)|(?:media|image) caption",
        r"(?:a )?file (?:photo|image)\b|getty images|ap photo|courtesy of\b|pictured\b",
        r"(?:additional |with )?report(?:ing|s)? (?:by|from)\b|with files from|with agenc",
        r"(?:writ(?:ing|ten)|edit(?:ing|ed)|compiled|translated) by\b",
        r"(?:editor.s note|correction|clarification)\s*:",
    ),
    re.IGNORECASE,
)

_CREDIT = re.compile(
    _any(
        r"\bcontributed (?:reporting\b|to this (?:report|story|article|piece)\b)",
        r"\bcorrespondent [A-Z][^.]{2,60} reports from\b",
        r"\bcan be (?:reached|followed|contacted) (?:at|on|via)\b",
        r"\b(?:this|the) (?:story|article|post|report) (?:has been|was)"
        r" (?:updated|corrected|amended|originally|first published|published)\b",
        r"\bis (?:a|an|the) [^.]{0,80}"
        r"\b(?:reporter|columnist|correspondent|editor|contributor|writer)"
        r" (?:for|at|with) (?:the )?[A-Z][^.]{0,40}\.?$",
        r"\bfollow (?:him|her|them) (?:on|at)\b",
        r"\bsign up (?:for|to) (?:our|the)\b.{0,60}\bnewsletter\b",
        r"\((?:Photo|Image|AP Photo|Reuters|Getty|AFP)[^()]*\)$",
        r"(?:/|\bvia )(?:Getty Images|AP|AFP|Reuters)\)?\.?$",
    )
)

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+){0,4}(?:,\s[A-Z][\w. ]{1,24}?){0,2}"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    rf"(?:,?\s?{_DATE})?\s?(?:\([A-Z][^()]{{1,30}}\))?\s?(?:—|–|--?|:)\s?(?=[“\"‘'A-Z\d])"
)
_CREDITED = re.compile(
    r"(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?,?\s)?"
    r"\((?:CNN|AP|AFP|UPI|Reuters|Yonhap|Xinhua|Kyodo|Bloomberg)\)\s?(?=[“\"‘'A-Z\d])"
)
_AGENCY = re.compile(r"[A-Z]{3}|\)|\d")
_LABELLED = re.compile(r"[A-Z][\w' ’-]{2,40}: [A-Z]")  # "Grim work: The remains of"
_END = re.compile(r"[.!?…][\"'”’»)\]*_]*$")
_SMALL = words("a an the of to in on at by for from with and or but as is vs via over after")


def is_furniture(line: str) -> bool:
    """Whether a line or paragraph is plainly no part of the article's own text."""
    if _WHOLE_LINE.fullmatch(line):
        return True
    return len(line) < 400 and bool(_OPENING.match(line) or _CREDIT.search(line))


def is_heading(paragraph: str, *, first: bool = False) -> bool:
    """Whether a paragraph is a heading: unfinished, or set in title case.

    Args:
        paragraph: One smoothed paragraph.
        first: It opens the text, where a long line without a full stop is the title.
    """
    tokens = paragraph.split()
    if not _END.search(paragraph):
        if _LABELLED.match(paragraph):
            return len(tokens) <= 60
        return len(tokens) <= (30 if first else 15)
    long_words = [word for word in tokens if word.lower() not in _SMALL and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long_words)
    return 4 <= len(long_words) <= 20 and capitals >= 0.9 * len(long_words)


def dateline_end(paragraph: str) -> int:
    """Where the text begins after an opening "CITY, Date (Agency) - ", else 0."""
    credited = _CREDITED.match(paragraph)
    found = _DATELINE.match(paragraph[:120])
    if found is not None and _AGENCY.search(found.group()):
        return found.end()
    return credited.end() if credited is not None else 0
