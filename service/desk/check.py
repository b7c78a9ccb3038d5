"""Who in the archive says the same, and who says otherwise?

Retrieve wide, judge narrow: each statement's nearest claims, one a voice and wording, the
likest of them judged, all statements' pairs in one batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.articles import supported
from service.desk.candidates import Near, likest, nearest, one_a_voice, with_sentences
from service.desk.parts import Archive, Embedder, Models, embed
from service.desk.provenance import Provenance
from service.desk.sources import Sourced, ensure_supported, without_headlines
from service.relations import judge, names_something, withdraws
from service.store import Filters
from service.vocabulary import Correction, Label, Relation, Statement, tells

RETRIEVED = 200
JUDGED = 32
JUDGED_OF_DRAFT = 12
ANY = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim of the archive beside the statement, and how near it lies.

    ``overtaken_by`` is the claim that replaces it, where a later figure or state does;
    ``withdrawn_by`` the correction in its own article that takes it back.
    """

    relation: Relation
    found: Sourced
    similarity: float
    overtaken_by: int | None
    withdrawn_by: Correction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How far the search went, for one statement.

    ``claims`` answer, of which ``filtered_out`` do not pass the filters; ``pending`` of
    them have not yet met the archive, so that what replaces them may not be known;
    ``other_languages`` counts articles that are stored but not judged.
    """

    claims: int
    filtered_out: int
    retrieved: int
    judged: int
    pending: int
    other_languages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A statement with what was found beside it, best first within each label."""

    statement: Statement
    findings: tuple[Finding, ...]
    searched: Searched
    provenance: Provenance

    @property
    def specific(self) -> bool:
        """Whether the statement, or the sentence before it, names what it is about."""
        return bool(self.statement.context) or names_something(self.statement.text)


def check(
    statement: Statement,
    *,
    archive: Archive,
    models: Models,
    filters: Filters = ANY,
    limit: int = 10,
) -> Checked:
    """One statement against the archive; at most ``limit`` findings of each label.

    Raises:
        UnsupportedLanguageError: the statement is in a language that is not judged.
    """
    ensure_supported("statement", statement.text)
    return _check([statement], archive, models, filters, (JUDGED, limit))[0]


def check_claims(
    claims: Sequence[Sourced],
    *,
    archive: Archive,
    models: Models,
    filters: Filters = ANY,
    limit: int = 3,
) -> list[tuple[Sourced, Checked]]:
    """A whole draft or article against the archive, claim by claim, but for its headline."""
    asked = without_headlines(claims)
    statements = [each.statement for each in asked]
    checked = _check(statements, archive, models, filters, (JUDGED_OF_DRAFT, limit))
    return list(zip(asked, checked, strict=True))


def candidates(
    statements: Sequence[Statement],
    archive: Archive,
    embedder: Embedder,
    filters: Filters,
    most: int,
) -> list[tuple[int, list[Near]]]:
    """For each statement how many claims were retrieved, and the likest, which are judged."""
    vectors = embed([each.text for each in statements], embedder)
    retrieved = nearest(vectors, archive, filters, RETRIEVED)
    wide = with_sentences(retrieved, archive, filters)
    return [
        (len(found), _likest(statement, one_a_voice(wider))[:most])
        for statement, found, wider in zip(statements, retrieved, wide, strict=True)
    ]


def _check(
    statements: Sequence[Statement],
    archive: Archive,
    models: Models,
    filters: Filters,
    narrow: tuple[int, int],
) -> list[Checked]:
    judged, limit = narrow
    wide = candidates(statements, archive, models.embedder, filters, judged)
    pairs = [
        (statement, found.statement)
        for statement, (_, near) in zip(statements, wide, strict=True)
        for found, _ in near
    ]
    relations = iter(judge(pairs, models.predictor))
    beside = {found.id or 0: found for _, near in wide for found, _ in near}
    overtaken = archive.store.relations.overtaken(beside)
    withdrawn = _withdrawn(beside, archive)
    searched = _searched(archive, models, filters)
    provenance = Provenance.of(models, archive)
    return [
        Checked(
            statement=statement,
            findings=_best_of_each_label(
                [
                    Finding(
                        relation=next(relations),
                        found=found,
                        similarity=similarity,
                        overtaken_by=overtaken.get(found.id or 0),
                        withdrawn_by=withdrawn.get(found.id or 0),
                    )
                    for found, similarity in near
                ],
                limit,
            ),
            searched=replace(searched, retrieved=retrieved, judged=len(near)),
            provenance=provenance,
        )
        for statement, (retrieved, near) in zip(statements, wide, strict=True)
    ]


def _withdrawn(claims: Mapping[int, Sourced], archive: Archive) -> dict[int, Correction]:
    """Those of the claims that the current version of their own article takes back."""
    notes = archive.store.current_corrections({each.article_id or 0 for each in claims.values()})
    return {
        id_: note
        for id_, each in claims.items()
        for note in notes.get(each.article_id or 0, ())
        if withdraws(note, each.claim.statement)
    }


def _likest(statement: Statement, near: Sequence[Near]) -> list[Near]:
    """Claims in the order of their likeness to the statement, in meaning and in words."""
    texts = [statement.text, *(found.statement.text for found, _ in near)]
    cosines = np.array([similarity for _, similarity in near], np.float32)
    return [
        near[at - 1] for _, at in likest([(0, at + 1) for at in range(len(near))], texts, cosines)
    ]


def _searched(archive: Archive, models: Models, filters: Filters) -> Searched:
    """What every statement of one question has in common."""
    total = archive.store.counts().claims
    passing = archive.store.counts(filters).claims if filters else total
    languages = archive.store.languages()
    return Searched(
        claims=total,
        filtered_out=total - passing,
        retrieved=0,
        judged=0,
        pending=archive.store.relations.backlog(models.relating).claims,
        other_languages=sum(count for tag, count in languages.items() if not supported(tag)),
    )


def _best_of_each_label(findings: Sequence[Finding], limit: int) -> tuple[Finding, ...]:
    ranked = sorted(findings, key=_rank, reverse=True)
    return tuple(
        each
        for label in (Label.CONFLICT, Label.OPPOSITION, Label.AGREEMENT, Label.NEUTRAL)
        for each in [finding for finding in ranked if finding.relation.label is label][:limit]
    )


def _rank(finding: Finding) -> tuple[bool, float]:
    """What time or scope explains leads the neutral ones; else the surest, or the nearest."""
    relation = finding.relation
    if relation.label is Label.NEUTRAL:
        return tells(relation), finding.similarity
    return False, getattr(relation.probabilities, relation.label)
