"""The words every room speaks: articles, claims, holders, relations, reasons.

Frozen values without behaviour beyond what follows from their fields; this module
imports nothing of ours. Offsets count Unicode code points, end exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

Published: TypeAlias = datetime | date
"""A time of publication: an aware datetime, or only a day."""


class Genre(StrEnum):
    """What kind of text an article is."""

    NEWS = "news"
    OPINION = "opinion"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    PRESS_RELEASE = "press_release"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text of one outlet, exactly as decoded; never extracted again."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    external_id: str | None = None
    published: Published | None = None
    authors: tuple[str, ...] = ()
    genre: Genre = Genre.NEWS
    origin_outlet: str | None = None
    language: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quoted words."""
        return text[self.start : self.end]


class HolderKind(StrEnum):
    """Who can hold a claim."""

    NARRATION = "narration"
    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who asserts a claim.

    ``name`` is the article's own words where no name is given and None only for
    narration; ``cue`` is the word that attributes ("said"); ``via`` lists who passed
    the claim on, outermost first.
    """

    kind: HolderKind
    name: str | None = None
    cue: str | None = None
    via: tuple[str, ...] = ()


NARRATION = Holder(HolderKind.NARRATION)


class ClaimKind(StrEnum):
    """Where a claim stands in its article."""

    STATEMENT = "statement"
    HEADLINE = "headline"


class Modality(StrEnum):
    """Whether a claim says that something is so, or only that it may, should or would be."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    EXPECTED = "expected"
    DEMANDED = "demanded"


class Topic(StrEnum):
    """What makes a claim worth checking, or not: the reason beside its score."""

    FIGURE = "figure"
    RECORD = "record"
    EVENT = "event"
    PREDICTION = "prediction"
    OPINION = "opinion"
    EXPERIENCE = "experience"


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """How much a claim deserves a check: a calibrated probability, and what speaks for it."""

    score: float
    reason: Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion: spans that quote the stored text, and who holds it.

    ``text`` is the spans' words, page breaks and hard wraps smoothed to single spaces;
    ``reading`` is self-contained and set only where the words alone are not enough;
    ``context`` is the sentence before, smoothed likewise, or empty. ``missing`` are the words
    that point at something the article leaves uncertain ("he", "that meeting"): a claim with
    any is incomplete. ``checkworthiness`` is None where nothing scored it.
    """

    spans: tuple[Span, ...]
    text: str
    holder: Holder
    reading: str | None = None
    context: str = ""
    kind: ClaimKind = ClaimKind.STATEMENT
    modality: Modality = Modality.ASSERTED
    missing: tuple[str, ...] = ()
    checkworthiness: CheckWorthiness | None = None

    @property
    def start(self) -> int:
        """Outer bound of the spans."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Outer bound of the spans, exclusive."""
        return self.spans[-1].end

    @property
    def statement(self) -> str:
        """The words that are embedded and judged."""
        return self.reading or self.text

    @property
    def incomplete(self) -> bool:
        """Whether it points at something that the article leaves uncertain."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An outlet's note that it was wrong: where it stands, what was said, what replaces it.

    ``withdrawn`` and ``replacement`` are the note's own words, None where it does not say.
    """

    spans: tuple[Span, ...]
    text: str
    withdrawn: str | None = None
    replacement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One side of a judgement: the words, and what bears on how to read them.

    Of an ``incomplete`` one it is not certain whom or what it is about.
    """

    text: str
    context: str = ""
    holder: Holder = NARRATION
    published: Published | None = None
    incomplete: bool = False


class Label(StrEnum):
    """What two statements are to each other, judged as if said at one moment."""

    AGREEMENT = "agreement"
    CONFLICT = "conflict"
    OPPOSITION = "opposition"
    NEUTRAL = "neutral"


class Superseded(StrEnum):
    """How time explains a pair."""

    UPDATE = "update"
    EXPECTATION = "expectation"


class Tier(StrEnum):
    """One of the two relation models."""

    SCREEN = "screen"
    JUDGE = "judge"


class NotComparable(StrEnum):
    """Why a pair about the same quantity or act cannot be judged."""

    PERIOD = "period"
    PLACE = "place"
    UNIT = "unit"
    SCOPE = "scope"
    REFERENT = "referent"


class Side(StrEnum):
    """One of the two statements of a pair."""

    A = "a"
    B = "b"


class ReasonType(StrEnum):
    """What coincides or clashes."""

    NUMBER = "number"
    DATE = "date"
    ENTITY = "entity"
    PLACE = "place"
    ACT = "act"
    POLARITY = "polarity"
    SCOPE = "scope"
    MODALITY = "modality"
    EVALUATION = "evaluation"
    DENIAL = "denial"


class ReasonBy(StrEnum):
    """Who found a reason: the learned model or our own grammar."""

    MODEL = "model"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What coincides or clashes, with where it stands in each statement's text."""

    type: ReasonType
    words: str
    a: Span | None = None
    b: Span | None = None
    by: ReasonBy = ReasonBy.GRAMMAR


@dataclass(frozen=True, slots=True)
class Probabilities:
    """The four labels' probabilities; they add to 1."""

    agreement: float
    conflict: float
    opposition: float
    neutral: float


@dataclass(frozen=True, slots=True)
class Inference:
    """A model's own view of whether one statement follows from the other; adds to 1."""

    entailment: float
    neutral: float
    contradiction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The verdict on a pair (a, b).

    ``superseded`` says that time explains the pair and ``earlier`` which side was
    overtaken (None exactly where ``superseded`` is None); such pairs are shown, never
    dropped. ``forward`` and ``backward`` are the inferences a to b and b to a.
    """

    label: Label
    probabilities: Probabilities
    forward: Inference
    backward: Inference
    superseded: Superseded | None = None
    earlier: Side | None = None
    not_comparable: NotComparable | None = None
    reasons: Sequence[Reason] = ()


def tells(relation: Relation) -> bool:
    """Whether a relation is worth showing: a label, or time or scope that explains its lack."""
    return bool(
        relation.label is not Label.NEUTRAL or relation.superseded or relation.not_comparable
    )
