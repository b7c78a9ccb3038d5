"""Who in the archive says the same, and who says otherwise?

Retrieve wide, judge narrow: each statement's nearest claims, one a voice and wording,
the best of them judged, all statements' pairs in one batch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.desk.parts import Archive, Embedder, Models, embed
from service.desk.provenance import Provenance
from service.desk.sources import Sourced
from service.index import Hit
from service.relations import judge
from service.store import Filters
from service.vocabulary import Label, Relation, Statement

RETRIEVED = 200
JUDGED = 32
JUDGED_OF_DRAFT = 12
SCANNED = 2_000
WIDENED = 4
ANY = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim of the archive beside the statement, and how near it lies."""

    relation: Relation
    found: Sourced
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How far the search went, for one statement."""

    claims: int
    retrieved: int
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A statement with what was found beside it, best first within each label."""

    statement: Statement
    findings: tuple[Finding, ...]
    searched: Searched
    provenance: Provenance


def check(
    statement: Statement,
    *,
    archive: Archive,
    models: Models,
    filters: Filters = ANY,
    limit: int = 10,
) -> Checked:
    """One statement against the archive; at most ``limit`` findings of each label."""
    return _check([statement], archive, models, filters, (JUDGED, limit))[0]


def check_claims(
    claims: Sequence[Sourced],
    *,
    archive: Archive,
    models: Models,
    filters: Filters = ANY,
    limit: int = 3,
) -> list[Checked]:
    """A whole draft or article against the archive, claim by claim, in order."""
    statements = [each.statement for each in claims]
    return _check(statements, archive, models, filters, (JUDGED_OF_DRAFT, limit))


def _check(
    statements: Sequence[Statement],
    archive: Archive,
    models: Models,
    filters: Filters,
    narrow: tuple[int, int],
) -> list[Checked]:
    judged, limit = narrow
    nearest = _nearest(statements, archive, models.embedder, filters)
    candidates = [_one_a_voice(found)[:judged] for found in nearest]
    relations = iter(
        judge(
            [
                (statement, found.statement)
                for statement, near in zip(statements, candidates, strict=True)
                for found, _ in near
            ],
            models.predictor,
        )
    )
    total = archive.store.counts().claims
    provenance = Provenance.of(models.predictor, models.embedder, archive)
    return [
        Checked(
            statement=statement,
            findings=_best_of_each_label(
                [
                    Finding(relation=next(relations), found=found, similarity=similarity)
                    for found, similarity in near
                ],
                limit,
            ),
            searched=Searched(claims=total, retrieved=len(found), judged=len(near)),
            provenance=provenance,
        )
        for statement, found, near in zip(statements, nearest, candidates, strict=True)
    ]


def _nearest(
    statements: Sequence[Statement], archive: Archive, embedder: Embedder, filters: Filters
) -> list[list[tuple[Sourced, float]]]:
    """Each statement's nearest live claims that pass the filters, nearest first."""
    vectors = embed([each.text for each in statements], embedder)
    few = archive.store.claim_ids(filters, SCANNED + 1) if filters else []
    hits = (
        archive.index.search(vectors, RETRIEVED, among=few)
        if filters and len(few) <= SCANNED
        else archive.index.search(
            vectors, RETRIEVED, keep=lambda ids: archive.store.claims_by_id(ids, filters)
        )
    )
    wanted = {hit.id for near in hits for hit in near}
    rows = archive.store.claims_by_id(wanted, filters)
    sourced = {key: Sourced.stored(row) for key, row in rows.items()}
    return [_with_sentence(_joined(near, sourced), archive, filters) for near in hits]


def _with_sentence(
    found: Sequence[tuple[Sourced, float]], archive: Archive, filters: Filters
) -> list[tuple[Sourced, float]]:
    """The nearest few bring the other claims of their sentence, which answer them.

    "He praised the deal, although it changed little": the second is about the same thing
    but its own words may lie far from the question.
    """
    widened = []
    for claim, similarity in found[:WIDENED]:
        siblings = [
            each.id
            for each in archive.store.claims(claim.article_id or 0)
            if each.claim.context == claim.claim.context
        ]
        rows = archive.store.claims_by_id(siblings, filters).values()
        widened += [(claim, similarity), *((Sourced.stored(row), similarity) for row in rows)]
    return [*widened, *found[WIDENED:]]


def _joined(hits: Iterable[Hit], rows: dict[int, Sourced]) -> list[tuple[Sourced, float]]:
    return [(rows[hit.id], hit.score) for hit in hits if hit.id in rows]


def _one_a_voice(found: Sequence[tuple[Sourced, float]]) -> list[tuple[Sourced, float]]:
    """Drop reprints: the same words of the same voice are one candidate, the nearest."""
    seen: dict[tuple[tuple[str, str], str], tuple[Sourced, float]] = {}
    for claim, similarity in found:
        key = (claim.voice, claim.claim.statement.casefold())
        seen.setdefault(key, (claim, similarity))
    return list(seen.values())


def _best_of_each_label(findings: Sequence[Finding], limit: int) -> tuple[Finding, ...]:
    ranked = sorted(findings, key=_rank, reverse=True)
    return tuple(
        each
        for label in (Label.CONFLICT, Label.OPPOSITION, Label.AGREEMENT, Label.NEUTRAL)
        for each in [finding for finding in ranked if finding.relation.label is label][:limit]
    )


def _rank(finding: Finding) -> tuple[bool, float]:
    """Time-explained pairs lead the neutral ones; else the surest label, or the nearest."""
    relation = finding.relation
    if relation.label is Label.NEUTRAL:
        return relation.superseded is not None, finding.similarity
    return False, getattr(relation.probabilities, relation.label)
