"""The JSON forms, shared by the HTTP edge and the command line."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from marshmallow import (
    RAISE,
    Schema,
    ValidationError,
    fields,
    post_load,
    pre_dump,
    validate,
    validates_schema,
)

from service.articles import read_html, read_text
from service.desk.check import Checked, Finding
from service.desk.compare import Comparison, Related
from service.desk.sources import Sourced
from service.store import Filters
from service.vocabulary import (
    NARRATION,
    Article,
    ClaimKind,
    Genre,
    Holder,
    HolderKind,
    Label,
    Modality,
    NotComparable,
    Published,
    ReasonBy,
    ReasonType,
    Relation,
    Side,
    Statement,
    Superseded,
    Tier,
    Topic,
)

TEXT = validate.And(
    validate.Length(min=1),
    validate.Regexp(r"^[^\x00\ud800-\udfff]*$", error="Holds a character that cannot be stored."),
)


BIGGEST_ID = 2**63 - 1
SAID = validate.And(
    validate.Length(max=5_000),
    validate.Regexp(r"^[^\x00\ud800-\udfff]*$", error="Holds a character that cannot be stored."),
)
STATEMENT = validate.And(TEXT, validate.Length(max=5_000))


def described(what: str) -> dict[str, Any]:
    """A field's line in the reference."""
    return {"metadata": {"description": what}}


SAID_ON = described("When it was said, as a date or an aware date-time.")
SAID_BY = described("Who asserts it, by name; narration where left out.")
SAID_AFTER = described("The sentence before.")


class PublishedField(fields.Field[Published]):
    """An aware date-time, or a date; a naive time is refused, its instant being unknown."""

    default_error_messages: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # marshmallow declares it on the instance but reads it off the class
        "invalid": "Not an aware date-time (2018-06-11T09:00:00+08:00) or a date (2018-06-11)."
    }

    def _serialize(self, value: Published | None, *_: Any, **__: Any) -> str | None:
        return value.isoformat() if value is not None else None

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Published:
        try:
            if len(value) <= 10:
                return date.fromisoformat(value)
            moment = datetime.fromisoformat(value)
            moment.astimezone(UTC)  # the first and last hours of the calendar overflow
        except (TypeError, ValueError, OverflowError) as error:
            raise self.make_error("invalid") from error
        if moment.tzinfo is None:
            raise self.make_error("invalid")
        return moment


class Form(Schema):
    """A form that knows its fields: unknown ones are an error, not ignored."""

    class Meta:
        """marshmallow's options."""

        unknown = RAISE


class SpanSchema(Schema):
    """A piece of a text, end exclusive, in Unicode code points."""

    start = fields.Int(required=True, **described("The first code point."))
    end = fields.Int(required=True, **described("The code point after the last."))


class HolderSchema(Schema):
    """Who asserts a claim."""

    kind = fields.Enum(
        HolderKind,
        by_value=True,
        required=True,
        **described("Narration is the outlet's own voice."),
    )
    name = fields.Str(
        required=True,
        allow_none=True,
        **described("As the article gives it; null only for narration."),
    )
    cue = fields.Str(
        required=True, allow_none=True, **described("The words that say so: said, according to.")
    )
    via = fields.List(
        fields.Str(), required=True, **described("Who passed it on, outermost first.")
    )


class CheckWorthinessSchema(Schema):
    """How much a claim deserves a check, and what speaks for it or against."""

    score = fields.Float(required=True, **described("A calibrated probability, 0 to 1."))
    reason = fields.Enum(
        Topic, by_value=True, required=True, **described("What it says that makes it so.")
    )


class ClaimSchema(Schema):
    """A claim as it stands in its article's text or, a headline, in its title."""

    kind = fields.Enum(
        ClaimKind,
        by_value=True,
        required=True,
        **described(
            "A headline's offsets refer to the article's title. It is held against its own "
            "article's statements only, and is in no count."
        ),
    )
    start = fields.Int(required=True, **described("Where the first span begins."))
    end = fields.Int(required=True, **described("Where the last span ends."))
    spans = fields.List(fields.Nested(SpanSchema), required=True)
    text = fields.Str(required=True, **described("The article's own words."))
    reading = fields.Str(
        required=True,
        allow_none=True,
        **described("The same, made to stand alone; null where the words do."),
    )
    holder = fields.Nested(HolderSchema, required=True)
    context = fields.Str(required=True, **described("The sentence before."))
    modality = fields.Enum(
        Modality,
        by_value=True,
        required=True,
        **described("Whether it says that something is so, or only that it may, should or would."),
    )
    incomplete = fields.Bool(
        required=True,
        **described(
            "True where words are missing; what clashes with such a claim is shown as not "
            "comparable."
        ),
    )
    missing = fields.List(
        fields.Str(),
        required=True,
        **described("Its words that point at something the article leaves uncertain: he, there."),
    )
    checkworthiness = fields.Nested(
        CheckWorthinessSchema, required=True, allow_none=True, **described("Null where not scored.")
    )


class CorrectionSchema(Schema):
    """An outlet's note that it was wrong, as it stands in the article's text."""

    spans = fields.List(fields.Nested(SpanSchema), required=True)
    text = fields.Str(required=True, **described("The note's own words."))
    withdrawn = fields.Str(
        required=True,
        allow_none=True,
        **described("What it takes back, in its own words; null where it does not say."),
    )
    replacement = fields.Str(
        required=True,
        allow_none=True,
        **described("What it says instead; null where it does not say."),
    )


class SourcedSchema(ClaimSchema):
    """A claim with its article's particulars; a draft's has no ids."""

    id = fields.Int(allow_none=True, **described("Null in a draft."))
    article_id = fields.Int(allow_none=True)
    version = fields.Int(allow_none=True, **described("The article's version it stands in."))
    outlet = fields.Str(allow_none=True)
    title = fields.Str(allow_none=True)
    url = fields.Str(allow_none=True)
    published_at = PublishedField(attribute="published", allow_none=True)

    @pre_dump
    def flatten(self, sourced: Sourced, **_: Any) -> dict[str, Any]:
        """The claim's fields beside its article's."""
        claim = sourced.claim
        own = {name: getattr(sourced, name) for name in SOURCED_FIELDS}
        own.update({name: getattr(claim, name) for name in ClaimSchema().fields})
        return own


SOURCED_FIELDS = ("id", "article_id", "version", "outlet", "title", "url", "published")


class InferenceSchema(Schema):
    """A model's own three-way view; adds to 1."""

    entailment = fields.Float(required=True)
    neutral = fields.Float(required=True)
    contradiction = fields.Float(required=True)


class ReasonSchema(Schema):
    """What coincides or clashes, with where it stands on both sides."""

    type = fields.Enum(
        ReasonType, by_value=True, required=True, **described("What coincides or clashes.")
    )
    words = fields.Str(required=True, **described("The reason in words."))
    a = fields.Nested(SpanSchema, allow_none=True)
    b = fields.Nested(SpanSchema, allow_none=True)
    by = fields.Enum(
        ReasonBy, by_value=True, required=True, **described("The model, or a rule of the language.")
    )


class RelationSchema(Schema):
    """The verdict on a pair; the four probabilities add to 1."""

    label = fields.Enum(
        Label,
        by_value=True,
        required=True,
        **described("Conflict before opposition before agreement where several hold."),
    )
    agreement = fields.Float(attribute="probabilities.agreement", required=True)
    conflict = fields.Float(attribute="probabilities.conflict", required=True)
    opposition = fields.Float(attribute="probabilities.opposition", required=True)
    neutral = fields.Float(attribute="probabilities.neutral", required=True)
    superseded = fields.Enum(
        Superseded,
        by_value=True,
        allow_none=True,
        **described("Time explains it: a later figure, or an outcome beside a hope."),
    )
    earlier = fields.Enum(
        Side, by_value=True, allow_none=True, **described("The side that was overtaken.")
    )
    not_comparable = fields.Enum(
        NotComparable,
        by_value=True,
        allow_none=True,
        **described(
            "What forbids judging: another period, place, unit or scope, or a referent left open."
        ),
    )
    forward = fields.Nested(InferenceSchema, required=True)
    backward = fields.Nested(InferenceSchema, required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)


class ModelNameSchema(Schema):
    """A model, by name and digest."""

    name = fields.Str(required=True)
    digest = fields.Str(required=True, **described("A sha256 over its weights and calibration."))
    precision = fields.Str(
        allow_none=True, **described("The arithmetic a relation model ran in, the quicker here.")
    )


class ProvenanceSchema(Schema):
    """What made an answer, so that it can be repeated."""

    screen = fields.Nested(
        ModelNameSchema,
        required=True,
        allow_none=True,
        **described("The small relation model, which reads every candidate; null where none did."),
    )
    judge = fields.Nested(
        ModelNameSchema,
        required=True,
        allow_none=True,
        **described("The large one, which decides what may be shown; null where it is absent."),
    )
    decision = fields.Str(required=True, **described("How a label follows from the probabilities."))
    rules = fields.Str(required=True, **described("The sha256 of the rules round the model."))
    analyser = fields.Nested(
        ModelNameSchema,
        allow_none=True,
        **described("What read the sentences of drafts and articles; null where none was split."),
    )
    embedding = fields.Nested(ModelNameSchema, allow_none=True)
    generation = fields.Str(
        allow_none=True, **described("The build of the index that was searched.")
    )


class ArticleForm(Form):
    """An article as a client sends it: its text, or a page as HTML."""

    outlet = fields.Str(validate=TEXT, allow_none=True)
    title = fields.Str(validate=TEXT, allow_none=True)
    text = fields.Str(
        validate=TEXT, **described("Plain text, kept exactly as sent. Give either this or html.")
    )
    html = fields.Str(
        validate=TEXT, **described("A page; its article is extracted and answered as text.")
    )
    url = fields.Url(
        schemes={"http", "https"},
        allow_none=True,
        **described("Identity where there is no external_id."),
    )
    external_id = fields.Str(
        validate=TEXT,
        allow_none=True,
        **described("The outlet's own key; with the outlet, the article's identity."),
    )
    published_at = PublishedField(
        allow_none=True,
        **described("An aware date-time (2018-06-11T09:00:00+08:00) or a date (2018-06-11)."),
    )
    authors = fields.List(fields.Str(validate=TEXT))
    genre = fields.Enum(Genre, by_value=True)
    origin_outlet = fields.Str(
        validate=TEXT,
        allow_none=True,
        **described("Whose copy it is: an agency's story in five papers is one origin."),
    )
    language = fields.Str(
        validate=TEXT,
        allow_none=True,
        **described("A code such as en; recognised from the text where it is left out."),
    )
    complete = fields.Bool(truthy={True}, falsy={False}, **described("False for an excerpt."))

    @validates_schema
    def one_text(self, data: dict[str, Any], **_: Any) -> None:
        """Either text or html."""
        if ("text" in data) == ("html" in data):
            raise ValidationError("Give either text or html.", "text")

    @post_load
    def article(self, data: dict[str, Any], **_: Any) -> Article:
        """The article, what the form leaves out read from the page or the text itself."""
        return article_of(data)


class StoredForm(ArticleForm):
    """An article to be stored: its outlet is part of its identity."""

    outlet = fields.Str(validate=TEXT, required=True, **described("Who publishes it."))


class ArticleSummarySchema(Schema):
    """An article as it is stored, without its text."""

    id = fields.Int(attribute="stored.id", required=True)
    version = fields.Int(attribute="stored.version", required=True)
    current = fields.Bool(
        attribute="stored.current", required=True, **described("Only the current version answers.")
    )
    stored_at = fields.AwareDateTime(attribute="stored.stored_at", required=True)
    claims = fields.Int(
        attribute="stored.claims",
        required=True,
        **described("How many there are, the headline left out."),
    )
    relations = fields.Str(
        required=True,
        metadata={
            "enum": ["pending", "done"],
            "description": "Whether its claims have been held against the archive.",
        },
    )
    outlet = fields.Str(attribute="article.outlet", allow_none=True)
    title = fields.Str(attribute="article.title", allow_none=True)
    url = fields.Str(attribute="article.url", allow_none=True)
    external_id = fields.Str(attribute="article.external_id", allow_none=True)
    published_at = PublishedField(attribute="article.published", allow_none=True)
    authors = fields.List(fields.Str(), attribute="article.authors", required=True)
    genre = fields.Enum(Genre, by_value=True, attribute="article.genre", required=True)
    origin_outlet = fields.Str(attribute="article.origin_outlet", allow_none=True)
    language = fields.Str(attribute="article.language", allow_none=True)
    complete = fields.Bool(attribute="article.complete", required=True)


class WholeArticleSchema(ArticleSummarySchema):
    """An article with its text, to which offsets refer."""

    text = fields.Str(
        attribute="article.text", required=True, **described("What offsets refer to.")
    )
    corrections = fields.List(
        fields.Nested(CorrectionSchema),
        required=True,
        **described("The notes in it that the outlet was wrong."),
    )


class StoredSchema(WholeArticleSchema):
    """What became of a delivered article."""

    created = fields.Bool(
        required=True, **described("False where identity and text were known already.")
    )


class VersionSchema(Schema):
    """One version of an article."""

    number = fields.Int(required=True)
    stored_at = fields.AwareDateTime(required=True)
    current = fields.Bool(required=True)


class ArticleSchema(WholeArticleSchema):
    """An article with its text and all its versions."""

    versions = fields.List(fields.Nested(VersionSchema), required=True)


class PairForm(Form):
    """Two statements, with what bears on how to read each."""

    a = fields.Str(required=True, validate=STATEMENT)
    b = fields.Str(required=True, validate=STATEMENT)
    a_date = PublishedField(allow_none=True, **SAID_ON)
    b_date = PublishedField(allow_none=True, **SAID_ON)
    a_context = fields.Str(validate=SAID, allow_none=True, **SAID_AFTER)
    b_context = fields.Str(validate=SAID, allow_none=True, **SAID_AFTER)
    a_holder = fields.Str(
        validate=SAID,
        allow_none=True,
        **SAID_BY,
    )
    b_holder = fields.Str(
        validate=SAID,
        allow_none=True,
        **SAID_BY,
    )

    @post_load
    def pair(self, data: dict[str, Any], **_: Any) -> tuple[Statement, Statement]:
        """The two statements."""
        a, b = (
            statement_of(
                data[side],
                data.get(f"{side}_context"),
                data.get(f"{side}_date"),
                data.get(f"{side}_holder"),
            )
            for side in "ab"
        )
        return a, b


class OutletFilterForm(Form):
    """By outlet and time of publication, which articles and claims have in common."""

    outlets = fields.List(fields.Str(validate=TEXT), **described("Only these."))
    exclude_outlets = fields.List(fields.Str(validate=TEXT), **described("All but these."))
    published_from = PublishedField(allow_none=True, **described("From this date or time on."))
    published_to = PublishedField(allow_none=True, **described("Up to and with this date or time."))


class FilterForm(OutletFilterForm):
    """Which claims of the archive may answer."""

    holders = fields.List(fields.Str(validate=TEXT), **described("Only claims of these, by name."))


FILTERS = tuple(FilterForm().fields)


class ArticleFilterForm(OutletFilterForm):
    """Which articles are listed."""

    genres = fields.List(fields.Enum(Genre, by_value=True), **described("Only these."))
    languages = fields.List(fields.Str(validate=TEXT), **described("Only these, by code."))


class CheckForm(FilterForm):
    """A statement to check, and which claims may answer."""

    statement = fields.Str(required=True, validate=STATEMENT, **described("One assertion."))
    context = fields.Str(validate=SAID, allow_none=True, **SAID_AFTER)
    date = PublishedField(allow_none=True, **SAID_ON)
    holder = fields.Str(
        validate=SAID,
        allow_none=True,
        **SAID_BY,
    )
    limit = fields.Int(
        strict=True,
        load_default=10,
        validate=validate.Range(1, 50),
        **described("Most results of each label."),
    )

    @post_load
    def question(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Statement, filters and limit, as the desk takes them."""
        statement = statement_of(
            data["statement"], data.get("context"), data.get("date"), data.get("holder")
        )
        return {"statement": statement, "filters": filters_of(data), "limit": data["limit"]}


class SideForm(ArticleForm):
    """One side of a comparison: a stored article's id, or an article inline."""

    article_id = fields.Int(
        strict=True,
        validate=validate.Range(0, BIGGEST_ID),
        **described("A stored article, instead of text or html."),
    )

    @validates_schema
    def one_text(self, data: dict[str, Any], **_: Any) -> None:
        """One of text, html and article_id."""
        if sum(name in data for name in ("text", "html", "article_id")) != 1:
            raise ValidationError("Give one of text, html and article_id.", "text")

    @post_load
    def article(self, data: dict[str, Any], **_: Any) -> Any:
        """The id, or the article."""
        return data["article_id"] if "article_id" in data else article_of(data)


class DraftForm(SideForm):
    """A whole draft to check, or a stored article's id, and which claims may answer."""

    limit = fields.Int(
        strict=True,
        load_default=3,
        validate=validate.Range(1, 50),
        **described("Most results of each label, for each claim."),
    )
    filters = fields.Nested(FilterForm, load_default=dict)

    @post_load
    def article(self, data: dict[str, Any], **_: Any) -> Any:
        """The draft or the id, filters and limit, as the desk takes them."""
        filters, limit = filters_of(data.pop("filters")), data.pop("limit")
        return {"article": super().article(data), "filters": filters, "limit": limit}


class CompareForm(Form):
    """Two articles, stored or inline."""

    a = fields.Nested(SideForm, required=True)
    b = fields.Nested(SideForm, required=True)


class RelateForm(Form):
    """Pairs of statements to judge."""

    pairs = fields.List(
        fields.Nested(PairForm),
        required=True,
        validate=validate.Length(min=1),
        **described("At most as many as the settings allow."),
    )
    tier = fields.Enum(
        Tier,
        by_value=True,
        allow_none=True,
        load_default=None,
        **described(
            "One relation model for every pair; left out, the judge decides what the screen leaves."
        ),
    )


class RelateSchema(Schema):
    """The verdicts, in the pairs' order."""

    relations = fields.List(fields.Nested(RelationSchema), required=True)
    provenance = fields.Nested(ProvenanceSchema, required=True)


class ExtractSchema(Schema):
    """The claims of a text, and the text that their offsets refer to."""

    title = fields.Str(
        required=True, allow_none=True, **described("What a headline's offsets refer to.")
    )
    text = fields.Str(required=True, **described("What all others refer to."))
    claims = fields.List(fields.Nested(ClaimSchema), required=True)


class PlacedSchema(SourcedSchema):
    """A claim of a comparison, with the side it stands on."""

    side = fields.Enum(Side, by_value=True, required=True)
    position = fields.Int(required=True, **described("Its place among that side's claims, from 0."))

    @pre_dump
    def flatten(self, placed: tuple[Side, int, Sourced], **_: Any) -> dict[str, Any]:
        """The claim's fields beside its place."""
        side, position, sourced = placed
        flat: dict[str, Any] = super().flatten(sourced)
        return flat | {"side": side, "position": position}


class RelatedSchema(RelationSchema):
    """A relation of a comparison with both its claims."""

    a = fields.Nested(PlacedSchema, required=True)
    b = fields.Nested(PlacedSchema, required=True)


class CompareSchema(Schema):
    """Every statement of both articles, and every relation among them."""

    a = fields.List(fields.Nested(SourcedSchema), required=True)
    b = fields.List(fields.Nested(SourcedSchema), required=True)
    relations = fields.List(fields.Nested(RelatedSchema), required=True)
    judged = fields.Int(required=True, **described("How many pairs were read by the model."))
    provenance = fields.Nested(ProvenanceSchema, required=True)

    @pre_dump
    def place(self, comparison: Comparison, **_: Any) -> dict[str, Any]:
        """Each relation with its claims instead of their places."""
        return {
            "a": comparison.a,
            "b": comparison.b,
            "relations": [_placed(each, comparison) for each in comparison.relations],
            "judged": comparison.judged,
            "provenance": comparison.provenance,
        }


class StandingSchema(Schema):
    """Whether a claim still stands in the archive, and what replaces or withdraws it if not."""

    state = fields.Str(
        required=True,
        metadata={
            "enum": ["current", "superseded", "withdrawn"],
            "description": "Superseded by a later figure or state, or withdrawn by its outlet.",
        },
    )
    by = fields.Int(required=True, allow_none=True, **described("The claim that replaces it."))
    correction = fields.Nested(
        CorrectionSchema,
        required=True,
        allow_none=True,
        **described("The note in the same article that withdraws it."),
    )


class FindingSchema(RelationSchema):
    """A claim of the archive beside a statement; side ``a`` is the statement."""

    similarity = fields.Float(
        required=True, **described("Cosine of the two vectors; finds, never judges.")
    )
    standing = fields.Nested(StandingSchema, required=True)
    claim = fields.Nested(SourcedSchema, attribute="found", required=True)

    @pre_dump
    def flatten(self, finding: Finding, **_: Any) -> dict[str, Any]:
        """The relation's fields beside the claim."""
        own = {
            "similarity": finding.similarity,
            "found": finding.found,
            "standing": {
                "state": _state(finding),
                "by": finding.overtaken_by,
                "correction": finding.withdrawn_by,
            },
        }
        return own | relation_fields(finding.relation)


class SearchedSchema(Schema):
    """How far the search went."""

    claims = fields.Int(required=True, **described("All that answer."))
    filtered_out = fields.Int(
        required=True, **described("Of those, how many do not pass the filters.")
    )
    retrieved = fields.Int(required=True, **described("How many lay near."))
    judged = fields.Int(required=True, **described("How many were read by the model."))
    pending = fields.Int(
        required=True,
        **described("How many have not met the archive yet: what replaces them may not be known."),
    )
    other_languages = fields.Int(
        required=True, **described("Articles that are stored but not judged.")
    )


class CheckSchema(Schema):
    """A statement and the claims beside it, by label, best first."""

    statement = fields.Str(required=True)
    specific = fields.Bool(
        required=True,
        metadata={"description": "False where the statement names no event, person or figure."},
    )
    results = fields.List(fields.Nested(FindingSchema), attribute="findings", required=True)
    searched = fields.Nested(SearchedSchema, required=True)
    provenance = fields.Nested(ProvenanceSchema, required=True)

    @pre_dump
    def plain(self, checked: Checked, **_: Any) -> dict[str, Any]:
        """The statement by its words."""
        return {
            "statement": checked.statement.text,
            "specific": checked.specific,
            "findings": checked.findings,
            "searched": checked.searched,
            "provenance": checked.provenance,
        }


class CheckedClaimSchema(Schema):
    """A claim of a draft with what was found beside it."""

    claim = fields.Nested(SourcedSchema, required=True)
    results = fields.List(fields.Nested(FindingSchema), attribute="checked.findings", required=True)
    searched = fields.Nested(SearchedSchema, attribute="checked.searched", required=True)


class CheckArticleSchema(Schema):
    """A whole draft against the archive, claim by claim."""

    claims = fields.List(fields.Nested(CheckedClaimSchema), required=True)
    provenance = fields.Nested(ProvenanceSchema, required=True)


def article_of(data: dict[str, Any]) -> Article:
    """An article from a loaded form; HTML is extracted, and dates read where none is given."""
    known = {RENAMED.get(name, name): value for name, value in data.items() if value is not None}
    known["authors"] = tuple(known.get("authors", ()))
    page = known.pop("html", None)
    article: Article = (
        read_html(page, **known) if page is not None else read_text(known.pop("text"), **known)
    )
    return article


RENAMED = {"published_at": "published"}


def statement_of(
    text: str, context: str | None, published: Published | None, holder: str | None
) -> Statement:
    """A statement from what a form gives; a holder given by name alone is a person."""
    held = NARRATION
    if holder and holder.casefold() != HolderKind.NARRATION:
        held = Holder(HolderKind.PERSON, holder)
    return Statement(text=text, context=context or "", holder=held, published=published)


def filters_of(data: dict[str, Any]) -> Filters:
    """Filters from a loaded form."""
    return Filters(
        outlets=tuple(data.get("outlets") or ()),
        exclude_outlets=tuple(data.get("exclude_outlets") or ()),
        holders=tuple(data.get("holders") or ()),
        published_from=data.get("published_from"),
        published_to=data.get("published_to"),
        genres=tuple(data.get("genres") or ()),
        languages=tuple(data.get("languages") or ()),
        kind=data.get("kind"),
        min_checkworthiness=data.get("min_checkworthiness"),
    )


def relation_fields(relation: Relation) -> dict[str, Any]:
    """A relation's fields by name, to stand beside others."""
    return {name: getattr(relation, name) for name in RELATION_FIELDS}


RELATION_FIELDS = (
    "label",
    "probabilities",
    "superseded",
    "earlier",
    "not_comparable",
    "forward",
    "backward",
    "reasons",
)


def _state(finding: Finding) -> str:
    if finding.withdrawn_by is not None:
        return "withdrawn"
    return "current" if finding.overtaken_by is None else "superseded"


def _placed(related: Related, comparison: Comparison) -> dict[str, Any]:
    ends = {
        side: (*place, comparison.claim(place))
        for side, place in (("a", related.a), ("b", related.b))
    }
    return ends | relation_fields(related.relation)
