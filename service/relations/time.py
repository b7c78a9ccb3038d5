"""Whether time explains a pair: a figure overtaken later, a hope beside what came."""

import re
from datetime import date, datetime

from service.relations.figures import CHANGEABLE
from service.relations.match import Match
from service.relations.quantities import FigurePair, figure_pairs
from service.relations.words import content_stems, shared_names
from service.vocabulary import Label, Published, Side, Statement, Superseded

_FORECAST = re.compile(
    r"\b(?:expect(?:s|ed|ing|ations?)?|hop(?:e|es|ed|ing|eful)|promis(?:e|es|ed|ing)|"
    r"pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|predict(?:s|ed|ing|ions?)?|forecasts?|"
    r"on the eve|eve of|prospects?|likely|bound to|looks? (?:for|set|certain)|"
    r"(?:sure|certain|confident|poised|set|tipped|due|scheduled) (?:to|that|of)|is seen|"
    r"assur(?:es|ed)|could (?:yet )?(?:bring|mark|lead|become|turn|end|declare|prove|win|see)|"
    r"will (?:almost )?(?:certainly|surely|definitely|probably|prove|win|mark)|amid hopes)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:will|shall|won['\u2019]t|[a-z]+['\u2019]ll|(?:is|are|was|were) (?:to|going|about)|could|"
    r"(?-i:may)|might|"
    r"plan(?:s|ned|ning)? to|intend(?:s|ed)?|aim(?:s|ed)? to|mean(?:s|t)? to|wants? to|"
    r"on track|looks? to|ahead of|by the end of|tomorrow|next (?:week|month|year)|"
    r"(?:is|are|am) not [a-z]+ing)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:has|have|had)(?: \w+)? \w+(?:ed|en|wn|ung|id|ne|t)|was|were|did|[a-z]{2,}ed|went|"
    r"came|took|gave|won|lost|met|fell|rose|held|made|sent|threw|beat|left|became|began|broke|"
    r"brought|cost|got|hit|kept|led|paid|put|said|sold|shut|signed|sat|stood|found|missed|ran|"
    r"is now|no longer)\b"
)
_FALLS_SHORT = re.compile(
    r"\b(?:not|no|nor|never|nothing|none|nobody|without|fail(?:s|ed|ure)?|little|empty|"
    r"short of|scarcely|hardly|merely|collapsed|cancelled|called off|refused)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_OVERTAKES = re.compile(
    r"\b(?:now|rose|risen|climb(?:s|ed)?|gone up|went up|reached|so far|as of|more|new|third|"
    r"passed|further|brings? the|takes? the|first thought|final|no longer|dropped|shrunk|"
    r"sweetened|raised|lowered)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:on appeal|recount(?:s|ed|ing)?|revis(?:ed|es|ion|ing)|correct(?:ed|ing|ion)|"
    r"died overnight|reinstated|reversed itself|first thought)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(summit|meeting|talks|conference|election|vote|referendum|ballot|trial|hearing|appeal|"
    r"verdict|match|final|race|launch|opening|visit|strike|merger|takeover|treaty|pact|accord|"
    r"ceasefire|truce|festival|exhumation|search|rescue|harvest|budget|run-off)\b",
    re.IGNORECASE,
)
_REACH = 80
"""Characters after a forecast's cue that say what is forecast."""
_SOON, _LONG = 2, 8
"""Days: from when a forecast, and from when a mere plan or another figure, is overtaken."""


def superseded(a: Statement, b: Statement, label: Label) -> tuple[Superseded, Side] | None:
    """How time explains the pair, and which side was overtaken; None where it does not."""
    sides = ((a, b, Side.A), (b, a, Side.B))
    for early, late, side in sides:
        if _is_expectation(early, late, label):
            return Superseded.EXPECTATION, side
    if label is Label.CONFLICT:
        for early, late, side in sides:
            if _is_update(early, late):
                return Superseded.UPDATE, side
    return None


def is_later(a: Published | None, b: Published | None) -> bool:
    """Whether ``b`` was surely published after ``a``; a day against a time compares days."""
    if a is None or b is None:
        return False
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a < b
    return _day(a) < _day(b)


def _day(moment: Published) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _days(early: Statement, late: Statement) -> int | None:
    """Whole days from one publication to the other; None where a date is unknown."""
    if early.published is None or late.published is None:
        return None
    return (_day(late.published) - _day(early.published)).days


def disappoints(hope: Statement, outcome: Statement) -> bool:
    """Whether an outcome denies or belittles what a hopeful statement had in view."""
    return bool(_FALLS_SHORT.search(outcome.text)) and not _FALLS_SHORT.search(hope.text)


def _is_expectation(early: Statement, late: Statement, label: Label) -> bool:
    """A plan or forecast, then a report of what came, of one event."""
    cue = _FORECAST.search(early.text) or _PLAN.search(early.text)
    if cue is None or not _DONE.search(late.text) or not _in_order(early, late, label):
        return False
    if label is Label.CONFLICT:
        return bool(_shared(early, late))
    if disappoints(early, late) and _same_event(early, late):
        return True
    hoped = content_stems(early.text[cue.start() : cue.end() + _REACH])
    named = shared_names(early.text, late.text)
    came = {stem for stem in hoped & content_stems(late.text) - named if len(stem) > 3}
    return label is Label.AGREEMENT and _days(early, late) is not None and bool(came)


def _in_order(early: Statement, late: Statement, label: Label) -> bool:
    """Whether the times of print, or without them the tenses, fit hope and outcome.

    The shorter the time the plainer the forecast must be: on the day after a decision
    "will" merely repeats it. Without dates only a plain forecast beside a report with
    nothing ahead of it counts.
    """
    forecast = bool(_FORECAST.search(early.text))
    days = _days(early, late)
    if days is None:
        return forecast and not _FORECAST.search(late.text) and not _PLAN.search(late.text)
    if not forecast:
        return days >= _LONG
    return days >= _SOON or (label is Label.CONFLICT and is_later(early.published, late.published))


def _shared(a: Statement, b: Statement) -> frozenset[str]:
    """Names and content words that both have, the sentences before included."""
    texts = f"{a.context} {a.text}", f"{b.context} {b.text}"
    return shared_names(*texts) | (content_stems(texts[0]) & content_stems(texts[1]))


def _same_event(hope: Statement, outcome: Statement) -> bool:
    """Whether, without the model's word for it, both surely speak of one event.

    Either the outcome's own words take up two of the hope's, with a name in common, or
    it is about the meeting, vote or other occasion that the hope was set on.
    """
    named = shared_names(hope.text, outcome.text)
    words = (content_stems(hope.text) & content_stems(outcome.text)) - named
    if len(words) >= 2:
        return bool(_shared_names_around(hope, outcome))
    occasions = {m.lower() for m in _OCCASION.findall(hope.text)}
    about = {m.lower() for m in _OCCASION.findall(f"{outcome.context} {outcome.text}")}
    return bool(occasions & about) and bool(named | words)


def _shared_names_around(a: Statement, b: Statement) -> frozenset[str]:
    return shared_names(f"{a.context} {a.text}", f"{b.context} {b.text}")


def _is_update(early: Statement, late: Statement) -> bool:
    """A later figure or correction that overtakes an earlier one.

    A toll that has grown needs no cue from the second day on; another figure needs
    both a cue and a longer time, or it is a rival account.
    """
    if not is_later(early.published, late.published):
        return False
    days = _days(early, late) or 0
    pairs = [pair for pair in figure_pairs(early.text, late.text) if pair.match is Match.CLASH]
    cued = bool(_OVERTAKES.search(late.text))
    if any(_has_grown(pair) for pair in pairs):
        same = any(_has_grown(pair) and pair.a.state is pair.b.state for pair in pairs)
        return cued or same or days >= _SOON
    if _CORRECTS.search(late.text):
        return True
    return bool(pairs) and cued and days >= _LONG


def _has_grown(pair: FigurePair) -> bool:
    states = {pair.a.state, pair.b.state} - {None}
    return bool(states) and states <= CHANGEABLE and pair.b.low > pair.a.high
