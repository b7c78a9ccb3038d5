"""What stands on a page and is no statement of the article: page furniture."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what these patterns read

import re

from service.claims.lexicon import words
from service.claims.sentences import sentences
from service.claims.verbs import has_verb

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"(?:{_ORDINAL}\s+{_MONTH}|{_MONTH}\s+{_ORDINAL})(?:,?\s+\d{{4}})?"
NUMERIC_DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
_DATED = r"(?:published|updated|posted|created|last (?:updated|modified))\b"
_HALF = r"\s?[ap]\.?\s?m\b\.?"
_CLOCK = rf"(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?(?:{_HALF})?|1?\d{_HALF})"
_ZONE = r"\(?(?:[A-Z]{1,3}[SD]T|[ECMP]T|GMT|UTC|CET|EET)\b\)?"
PIECE = r"(?:article|story|post|report|piece|column|page|item)"
_CREATED = r"(?:produced|edited|filmed|shot|written|compiled|illustrated)"


def any_of(*patterns: str) -> str:
    """One pattern that matches what any of several does."""
    return "(?:" + "|".join(patterns) + ")"


_WHOLE_LINE = re.compile(
    any_of(
        r"[\W\d_]*",  # rules, page numbers, bullets on their own
        r"#{1,6}\s.*",  # markdown headings
        r"(?i:[<(\[]?(?:https?://|www\.)\S+[>)\]]?)",
        r"\S+@\S+\.\w+",
        r"\[[^\[\]]*\]",  # captions and courtesy lines
        r"!?\[[^\[\]]*\]\([^()\s]*\)",  # markdown images and links
        r"[–—-]\s?[^.]{1,60}\s[–—-]\W*",  # a cross-heading between dashes
        r"\*{1,3}[^*.]{0,80}\*{1,3}",
        r"By:?\s+[A-Z][^.!?]{0,110}",
        r"BY\s[A-Z].{0,110}",
        r"(?i:page \d+(?: of \d+)?|\d+ (?:comments?|shares?)|\d+ min(?:ute)?s? read)",
        r"(?:All )?[–—-]\s?\S[^.!?:]{0,40}",  # the credit of an agency
        r"\(?(?:AP|AFP|Reuters|dpa|UPI|PTI|ANI|IANS|Xinhua)\)?(?:/\w+)?",
        rf"\W*(?i:{_DATED}\W*(?:at\s|on\s)?)?(?:{DATE}\W+)?{_CLOCK}(?:\s?{_ZONE})?\W*"
        rf"(?:(?:on\s)?{DATE})?\W*",
        rf"(?i:update\b.{{0,6}}(?:at\s)?){_CLOCK}(?:\s?{_ZONE})?\W*",
        r"(?i:\d+\s?(?:m|min(?:ute)?s?|h|hrs?|hours?|days?) ago)",
    )
)

_CODE = re.compile(  # what scripts, styles and tags leave in a text
    any_of(
        r"\W*<[a-z!/][^>]*>",
        r"[^!?“\"\s]{0,80}function\s?\(",
        r"(?:var|const|let) \w+\s?=|document\.\w+[.(]|window\.\w+[.(=]",
        r"[^.!?]?[\w\s.#@,>:()-]{0,120}\{",
        r"[a-z-]+\s?:\s?[^.!?:;]{1,60};\W*$",
        r"Related[A-Z]",  # links run together
    )
)

_APPEAL = re.compile(  # a page's words to its reader, and labels that only furniture has
    r"[(\[—–\s-]*"
    + any_of(
        # what to read, watch or do next
        r"(?:watch|read|listen|see|more|also|related|recommended)\s?:",
        r"(?:watch|listen|see|read|check out|take a look|look|view|hear|click|scroll|tap|find)\b"
        r"[^.!?]{0,80}\b(?:here|below|above|video|clip|podcast|gallery)\W*$",
        r"(?:watch|listen) (?:the|now|live|video)\b|click (?:here|on)|tap here|skip to",
        r"you can (?:read|watch|find|see|listen to) the (?:full|whole|rest|complete|entire)\b",
        r"[^.!?]{0,80}\b(?:(?:can be|is|are) (?:found|read|seen|viewed|watched|embedded|available)"
        r"(?: in our .{1,40})?|find it) (?:here|below|above)\W*$",
        r"[^.!?]{0,80}\b(?:is|are) (?:here|below)\W*https?:\S+$",
        r"read (?:more|also|next|the (?:rest|full))\b|also read|see also\b|continue reading",
        r"(?:story|article) continues (?:below|after)",
        # of a reader: an opinion, a name, money, consent
        r"leave a (?:comment|reply)|post a comment|(?:view|show) comments",
        r"(?:sorry,? )?we are (?:not currently|no longer) accepting\b",
        r"comments (?:on this \w+ )?(?:are|have been) (?:closed|disabled|moderated)",
        r"send (?:an? e-?mail|us|your|tips)\b|if you (?:know|have)\b.{0,40}\b(?:e-?mail|contact)",
        r"drop us a\b|let us know\b|tell us (?:what|how|your)\b|share your (?:thoughts|views)",
        r"(?:re)?tweet this|share (?:this|on)\b|like us on",
        r".{0,80}\blike (?:the|this|our) page\W*$|join (?:the conversation|us on)",
        r"follow (?:us|him|her|me|them|@)\b|follow @|follow (?:the rest of )?our\b",
        r"follow [^.!?]{1,160}"
        r"(?:\bon (?:twitter|facebook|instagram)|@\w)|on twitter,? follow\b",
        r"(?:he|she|they)(?: also)? tweets? (?:at |as |under )?@",
        r"sign (?:up|in) (?:for|to|now|here)|subscribe (?:to|now|here|for|today)\b|subscribe\W*$",
        r"get (?:the|our) (?:latest|newsletter|app|news)\b|download (?:the|our)\b",
        r"enter your e-?mail|create an? (?:free )?account|register (?:for free|now|here)",
        r"become a (?:member|subscriber|supporter)\b|start your (?:free )?trial|please (?:subscribe"
        r"|enable|sign in|log in)\b|to (?:continue|keep) reading\b|log in\b",
        r"already (?:an? )?(?:subscriber|member|registered)\b|thank(?:s| you) for (?:reading"
        r"|subscribing|registering|signing)\b",
        r"you(?: have|.ve) (?:reached|read|used|hit)\b.{0,40}\b(?:limit|free articles?)\b",
        r"support (?:our|independent|quality) journalism|(?:have|got) a (?:tip|story)\b",
        r"(?:we|we and our partners|this (?:web ?)?site) (?:also )?uses? (?:\w+ )?cookies",
        r"by (?:continuing|clicking|using|signing|subscribing)\b.{0,60}\byou (?:agree|consent"
        r"|accept)|(?:accept|reject|manage) (?:all )?cookies",
        # who made it and when
        r"reporting (?:by|from)\b|additional reporting\b|with report(?:ing|s) (?:by|from)",
        r"with files from|with agenc|(?:story|podcast|video|graphics?) (?:\w+ )?by (?-i:[A-Z])",
        rf"(?:podcast|video|graphics?|photos?) {_CREATED} by (?-i:[A-Z])",
        r"(?:file )?(?:photo(?:graph)?|picture|image|video|graphic|illustration)s?\s?[/:]",
        r"(?:caption|credit|source)s?\s?:|(?:tel|phone|fax|e-?mail|twitter|facebook)\s*:",
        r"file\s?[-–—] |in this [^,.]{0,40}(?:photo|image|picture)\b",
        r"pictured(?:\s?[:(]| (?:is|are|here|above|below|left|right)\b)",
        r"media playback\b|image copyright\b|\(c\)|©|this material may not be",
        rf"this {PIECE} (?:has been|was|will be|is) (?:also |first |originally )?(?:being )?"
        r"(?:updated|published|republished|syndicated|supplied|reprinted|produced)\b",
        rf"this {PIECE} (?:originally |first |also )?(?:appeared|ran) (?:on|in|at)\b",
        rf"this (?:is a )?(?:breaking|developing)(?: news)? {PIECE}|check back (?:for|later|soon)",
        rf"we(?: will|.ll) (?:continue to )?update this\b|this {PIECE} is more than\b",
        r"(?:(?:the|his|her|their|my) )?(?:views|opinions)\b.{0,80}\b(?:are|is)\b.{0,20}\bown\b",
        r"last (?:updated|modified)\b|as published in\b.{0,60}$|(?:ap|afp|reuters)(?: photo)?/",
        r"editor.s note\s*[:—–-]|(?:corrections?|clarifications?) appended\b",
    ),
    re.IGNORECASE,
)

_LABEL = re.compile(  # what opens furniture, unless a whole sentence follows
    r"[(\[\s]*"
    + any_of(
        r"[^()]{0,80}\)$",
        rf"(?:{_DATED}:?\s*(?:on|at)?\s*)?(?:\w+day,?\s+)?{DATE}.{{0,40}}$",
        rf"{NUMERIC_DATE}.{{0,30}}$|{_DATED}.{{0,80}}$",
        r"comments?(?:\s*$|\s*[:(])|(?:our|the) newsletter\b|scroll\b",
        r"to (?:contact|subscribe|reach|comment|donate|read more)\b",
        r"contact (?:us|the|\S+ \S+ at)\b|e-?mail (?:us|him|her|the|\S+ \S+ at)\b",
        r"more (?:from|on this|coverage|stories)\b",
        r"related(?:\s*$|\s(?:stories|articles|content|coverage))|read on\b|subscribe\b",
        r"you (?:may|might) also\b|most (?:read|viewed|popular)\b|advertisement\b|sponsored\b",
        r"copyright\b|terms of (?:use|service)|privacy policy|cookie (?:policy|settings|notice)",
        r"(?:photo(?:graph)?|picture|image|video|graphic|illustration)s? (?:by|credit|courtesy"
        r"|from)\b|(?:credit|source)s? by\b|(?:media|image) caption",
        r"(?:a )?file (?:photo|image)\b|getty images|ap photo|courtesy of\b|pictured\b",
        r"reports? (?:by|from)\b|(?:writ(?:ing|ten)|edit(?:ing|ed)|compiled|translated) by\b",
    ),
    re.IGNORECASE,
)

_CREDIT = re.compile(  # sentences that credit, or tell who is seen or how to be reached
    any_of(
        r"\bcontributed (?:reporting\b|to this (?:report|story|article|piece)\b)",
        r"^(?!The |He |She |They )(?:[A-Z][\w.’'-]*,? |and |writers? |from |in ){1,12}(?:reported"
        r"|contributed) from [A-Z][^.;]{1,50}(?:[.;].{0,60})?$",
        r"\bcorrespondent [A-Z][^.]{2,60} reports from\b",
        r"\bcan be (?:reached|followed|contacted) (?:at|on|via)\b",
        r"\bis (?:(?:a|an|the) )?[^.]{0,80}"
        r"\b(?:reporter|columnist|correspondent|editor|contributor|writer)"
        r" (?:for|at|with) (?:the )?[A-Z][^.]{0,40}\.?$",
        r"\bis an? .{0,80}\bBoard of Contributors\b|\b[Aa]ll rights reserved\b",
        r"\bfollow (?:him|her|them) (?:on|at)\b|; (?i:edit(?:ed|ing)) by [A-Z]",
        r"\bsign up (?:for|to) (?:our|the)\b.{0,60}\bnewsletter\b",
        r"\b(?:edited|condensed) for (?:length|clarity|brevity|space)\b",
        r"\b(?:will|we.ll) update (?:this (?:article|story|post)|as soon|when we|if we)\b",
        r", (?:far )?(?:left|right|cent(?:er|re)|second from (?:left|right)), (?!right|left|but)",
        r"(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbe)(?<!been)(?<!,) pictured"
        r" (?:with|in|at|on|here|above|below|left|right)\b",
        rf", \w+day, {_MONTH} \d{{1,2}}, \d{{4}}\.?$",
    )
)

_SIGNED = re.compile(  # whose picture or post a paragraph is, at its end
    any_of(
        r"\((?:Photo|Image|AP Photo|Reuters|Getty|AFP)[^()]*\)$",
        r"(?:/|\bvia )(?:Getty Images|AP|AFP|Reuters)\)?\.?$",
        r"[—–-]\s?[^()—–]{2,50}\(@\w+\)[^.]{0,40}$",
        r"\bpic\.twitter\.com/\S+.{0,60}$|\bRT @\w",
    )
)

_BULLET = re.compile(
    r"(?!.*[–—-]\W*$)"
    + any_of(
        r"[•■●▪◦‣⁃·∙▶►➤➢✓→○□◆◾]\s*",
        r"[-–—*]\s+|[-–](?=[A-Z“\"])",
        r"\(?(?:\d{1,2}|[a-z])\)\s+|\d{1,2}\.\s+(?=[A-Z“\"])",
        r"l\s(?=[A-Z])",  # the bullet of a symbol font, read as a letter
    )
    + r"(?=[^\W_]|[“\"„«‘'(])"
)
_UPDATE = r"(?:UPDATED?|Updated?|BREAKING|Breaking|EXCLUSIVE|DEVELOPING|JUST IN)(?:\s?#?\d)?"
_STAMP = re.compile(
    any_of(
        rf"[\[(]?(?:{_UPDATE}(?:,|:|\s)\s?(?:at |on )?)?{_CLOCK}(?:\s?{_ZONE})?[\])]?"
        rf"(?:\s?[:–—|-]\s?|(?<=\])\s|(?<=\))\s)",
        rf"[\[(]?(?:{_UPDATE}(?:,|:|\s)\s?(?:at |on )?)?"
        rf"(?:[0-2]?\d:[0-5]\d|[0-2]?\d[:.h][0-5]\d{_HALF}|{_CLOCK}(?=\s?{_ZONE}))(?:\s?{_ZONE})?"
        r"\s(?=[A-Z“\"„«‘])",
        rf"{_UPDATE}(?:,?\s(?:{DATE}|{NUMERIC_DATE}))?\s?[:–—-]\s",
    )
    + r"\s*(?=\S)"
)

_LINKS = re.compile(
    r"(?:read|see|also read|read also|read more|more|more on this(?: \w+)?|more from [^.!?]{2,40}"
    r"|(?:more )?(?:related|recommended|latest|popular|top|trending)"
    r"(?: (?:stories|articles|links|content|coverage|news|reading|topics?|posts?))?"
    r"|see also|most (?:read|popular|viewed)|you (?:may|might) also (?:like|be interested in)"
    r"|don.t miss|what to read next|further reading)\s?[:…]?",
    re.IGNORECASE,
)

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+){0,4}(?:,\s[A-Z][\w. ]{1,24}?){0,2}"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    rf"(?:,?\s?{DATE})?\s?(?:\([A-Z][^()]{{1,30}}\))?\s?(?:—|–|--?|:)\s?(?=[“\"‘'A-Z\d])"
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
    """Whether a line, sentence or paragraph is plainly no part of the article's own text."""
    if _WHOLE_LINE.fullmatch(line) or _CODE.match(line) or heads_links(line):
        return True
    if len(line) >= 400:
        return False
    if _APPEAL.match(line) or _SIGNED.search(line):
        return True
    if _CREDIT.search(line) and len(sentences(line)) == 1:
        return True
    return bool(_LABEL.match(line)) and not (_END.search(line) and has_verb(line))


def is_heading(paragraph: str, *, first: bool = False, item: bool = False) -> bool:
    """Whether a paragraph is a heading: unfinished, or set in title case.

    Args:
        paragraph: One smoothed paragraph.
        first: It opens the text, where a long line without a full stop is the title.
        item: It stands in a list, where a sentence needs no full stop.
    """
    tokens = paragraph.split()
    if item and (len(tokens) < 5 or not _END.search(paragraph)):
        return not has_verb(paragraph)
    if not _END.search(paragraph):
        if _LABELLED.match(paragraph):
            return len(tokens) <= 60
        if len(tokens) <= 15:
            return True
        title = first and len(tokens) <= 30 and not paragraph.endswith(":")
        return title and len(sentences(paragraph)) == 1
    long_words = [word for word in tokens if word.lower() not in _SMALL and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long_words)
    return 4 <= len(long_words) <= 20 and capitals >= 0.9 * len(long_words)


def heads_links(line: str) -> bool:
    """Whether a line heads a list of links to other articles."""
    return _LINKS.fullmatch(line) is not None


def bullet_end(line: str) -> int:
    """Where the words of an item of a list begin after its bullet or number, else 0."""
    found = _BULLET.match(line)
    return found.end() if found is not None else 0


def stamp_end(paragraph: str) -> int:
    """Where a post begins after its time of day or "UPDATE:", else 0."""
    found = _STAMP.match(paragraph)
    return found.end() if found is not None else 0


def dateline_end(paragraph: str) -> int:
    """Where the text begins after an opening "CITY, Date (Agency) - ", else 0."""
    credited = _CREDITED.match(paragraph)
    found = _DATELINE.match(paragraph[:120])
    if found is not None and _AGENCY.search(found.group()):
        return found.end()
    return credited.end() if credited is not None else 0
