"""Whether time explains a pair: a figure overtaken later, a hope beside what came."""

import re
from datetime import datetime

from service.relations.dates import Match
from service.relations.figures import CHANGEABLE, FigurePair, Kind, figure_pairs
from service.relations.words import content_stems, shared_names
from service.vocabulary import Label, Published, Side, Statement, Superseded

AHEAD = re.compile(
    r"\b(?:will|shall|won['\u2019]t|\w+['\u2019]ll|is to|are to|(?:is|are|was|were) (?:likely|expected|set|due|"
    r"scheduled|poised|bound|going|about|seen|predicted|forecast|tipped) |"
    r"(?:could|might|may|can) (?:yet |still |well )?(?:bring|be|become|see|lead|declare|agree|mark|"
    r"turn|come|get|take|make|go|end|win|lose|hit|reach|set|prove|start|open|cost|last|rise|fall)|"
    r"expects?|expected to|hopes?|hoped|hoping|plans? to|planned to|planning to|intends? to|"
    r"aims? to|wants? to|promis(?:e[sd]?|ing)|pledge[sd]?|vow(?:s|ed|ing)?|predict(?:s|ed|ing|ion)?|"
    r"forecasts?|scheduled|on track|looks? (?:for|set|to|forward)|prospects?|rumou?rs?|"
    r"ahead of|on the eve|by the end of|tomorrow|next (?:week|month|year)|not resigning|"
    r"before the (?:trial|vote|match|election|summit|grave))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:has|have|had)(?: \w+)? \w+(?:ed|en|wn|ung|id|ne|t)|was|were|did|[a-z]{2,}ed|went|"
    r"came|took|gave|won|lost|met|fell|rose|held|made|sent|threw|beat|left|became|began|broke|"
    r"brought|cost|got|hit|kept|led|paid|put|said|sold|shut|signed|sat|stood|found|missed|is now|"
    r"no longer)\b"
)
_FALLS_SHORT = re.compile(
    r"\b(?:not|no|nor|never|nothing|none|nobody|without|fail(?:s|ed|ure)?|only|little|empty|"
    r"short of|scarcely|hardly|merely|collapsed|cancelled|called off|refused)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_OVERTAKES = re.compile(
    r"\b(?:now|risen|rose|climb(?:s|ed)?|went up|gone up|reached|revis(?:ed|ion|es)|correct(?:ed|s|ion)|"
    r"recount(?:ed|ing)?|further|another|so far|since|final|updated?|raised|increased|more bodies|"
    r"no longer|brings? the|takes? the|passed|latest|sweetened|dropped|again|on appeal|"
    r"as of|up from|down from|fell to|lowered|new)\b",
    re.IGNORECASE,
)
_MARKET = re.compile(
    r"\b(?:shares?|stocks?|index|nasdaq|dow|euro|yield|price[sd]?|trading|offer|bid|poll|cases|"
    r"infections|magnitude|votes counted|count)\b",
    re.IGNORECASE,
)


def is_later(a: Published | None, b: Published | None) -> bool:
    """Whether ``b`` was surely published after ``a``; a day against a time compares days."""
    if a is None or b is None:
        return False
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a < b
    return _day(a) < _day(b)


def _day(moment: Published) -> str:
    return moment.isoformat()[:10]


def superseded(a: Statement, b: Statement, label: Label) -> tuple[Superseded, Side] | None:
    """How time explains the pair, and which side was overtaken; None where it does not."""
    for early, late, side in ((a, b, Side.A), (b, a, Side.B)):
        if _is_expectation(early, late, label):
            return Superseded.EXPECTATION, side
    if label is Label.CONFLICT:
        for early, late, side in ((a, b, Side.A), (b, a, Side.B)):
            if is_later(early.published, late.published) and _is_update(early, late):
                return Superseded.UPDATE, side
    return None


def is_prospective(text: str) -> bool:
    """Whether a statement speaks of what is to come."""
    return bool(AHEAD.search(text))


def looks_back(text: str) -> bool:
    """Whether a statement reports what has come, and nothing still ahead."""
    return bool(_DONE.search(text)) and not is_prospective(text)


def disappoints(hope: Statement, outcome: Statement) -> bool:
    """Whether an outcome denies or belittles what a hopeful statement had in view."""
    return bool(_FALLS_SHORT.search(outcome.text)) and not _FALLS_SHORT.search(hope.text)


def _is_expectation(early: Statement, late: Statement, label: Label) -> bool:
    if is_later(late.published, early.published) or not is_prospective(early.text):
        return False
    if not looks_back(late.text):
        return False
    dated = early.published is not None and late.published is not None
    if dated and not is_later(early.published, late.published):
        return False
    return _same_event(early, late, related=label is not Label.NEUTRAL, dated=dated)


def _same_event(a: Statement, b: Statement, *, related: bool, dated: bool) -> bool:
    """Shared content enough to hold that both speak of one event.

    A label other than neutral already says that they are about one thing; without it,
    or without dates, names and other words must both be shared.
    """
    texts = f"{a.context} {a.text}", f"{b.context} {b.text}"
    named = shared_names(*texts)
    inner = (content_stems(a.text) & content_stems(b.text)) - named
    outer = (content_stems(texts[0]) & content_stems(texts[1])) - named
    if related and dated:
        return bool(named or outer)
    if related:
        return bool(named and outer)
    return len(named) + len(outer) >= 3 and bool(named) and bool(inner or len(outer) >= 2)


def _is_update(early: Statement, late: Statement) -> bool:
    pairs = [pair for pair in figure_pairs(early.text, late.text) if pair.match is Match.CLASH]
    if any(_overtaken(pair) for pair in pairs):
        return True
    cued = bool(_OVERTAKES.search(late.text))
    changing = _MARKET.search(early.text) and _MARKET.search(late.text)
    return bool(pairs) and cued and (bool(changing) or any(_may_change(pair) for pair in pairs))


def _overtaken(pair: FigurePair) -> bool:
    """A toll that only grows has grown, or one that may go either way has changed."""
    states = {pair.a.state, pair.b.state} - {None}
    if not states or not states <= CHANGEABLE:
        return False
    return pair.b.low > pair.a.high


def _may_change(pair: FigurePair) -> bool:
    return pair.a.kind in (Kind.COUNT, Kind.MONEY, Kind.PERCENT) and pair.likeness >= 0.25
