"""Readable answers for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill
from typing import Any

from service.desk.check import Checked, Finding
from service.desk.compare import Comparison, Related
from service.desk.sources import Sourced
from service.vocabulary import Claim, HolderKind, Label, Modality, Relation, Side, tells

WIDTH = 88
HEADINGS = {
    Label.CONFLICT: "Conflict: rival accounts of fact",
    Label.OPPOSITION: "Opposition: opposed judgements, or a claim and its denial",
    Label.AGREEMENT: "Agreement",
    Label.NEUTRAL: "Related, but neither agreeing nor in conflict",
}
RELATED_SHOWN = 3
VAGUE = "It names no event, person, place or figure: what is found may be about something else."


def comparison_report(comparison: Comparison) -> str:
    """Two articles side by side, clashes first."""
    counts = [f"{_name(side)} has {len(side)} claims" for side in (comparison.a, comparison.b)]
    blocks = [f"{counts[0]}, {counts[1]}; {comparison.judged} pairs judged."]
    for label, heading in HEADINGS.items():
        found = [each for each in comparison.relations if each.relation.label is label]
        if found:
            blocks.append(f"{heading} ({len(found)})\n" + "=" * len(heading))
            blocks += [_related(each, comparison) for each in found]
    return "\n\n".join(blocks)


def check_report(checked: Checked) -> str:
    """A statement and what the archive says beside it."""
    searched = checked.searched
    passing = searched.claims - searched.filtered_out
    return "\n\n".join(
        [
            f"“{checked.statement.text}”",
            *([] if checked.specific else [VAGUE]),
            *_findings(checked.findings),
            f"Searched {passing} claims, judged the {searched.judged} nearest.",
        ]
    )


def draft_report(answer: dict[str, Any]) -> str:
    """A draft, claim by claim; claims with nothing beside them are only counted."""
    blocks = []
    silent = 0
    for pair in answer["claims"]:
        found = [each for each in pair["checked"].findings if tells(each.relation)]
        if found:
            blocks += [_quoted(pair["claim"]), *_findings(found)]
        else:
            silent += 1
    return "\n\n".join([*blocks, f"{silent} further claims with nothing beside them."])


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for label, heading in HEADINGS.items():
        found = [each for each in findings if each.relation.label is label]
        if label is Label.NEUTRAL:
            found = found[:RELATED_SHOWN]
        if found:
            yield f"{heading}\n" + "=" * len(heading)
            yield from (
                "\n".join(
                    [
                        _quoted(each.found),
                        *_why(each.relation, "the statement", "this"),
                        *_standing(each),
                    ]
                )
                for each in found
            )


def _standing(finding: Finding) -> Iterator[str]:
    if finding.withdrawn_by:
        note = f"withdrawn by its outlet: “{finding.withdrawn_by.text}”"
        yield fill(note, WIDTH, initial_indent="    ", subsequent_indent="    ")
    elif finding.overtaken_by:
        yield "    a later figure replaces it"


def _related(related: Related, comparison: Comparison) -> str:
    a, b = comparison.claim(related.a), comparison.claim(related.b)
    return "\n".join([_quoted(a), _quoted(b), *_why(related.relation, "the first", "the second")])


def _quoted(sourced: Sourced) -> str:
    claim = sourced.claim
    said = fill(f"“{claim.text}”", WIDTH, initial_indent="  ", subsequent_indent="   ")
    day = f", {sourced.published:%-d %B %Y}" if sourced.published else ""
    return "\n".join([f"{said}\n    — {_voice(sourced)}{day}", *_particulars(claim)])


def _particulars(claim: Claim) -> Iterator[str]:
    """What an editor should know of a claim before using it."""
    notes = [] if claim.modality is Modality.ASSERTED else [str(claim.modality)]
    if claim.incomplete:
        notes.append(f"incomplete: {', '.join(claim.missing)}")
    if worth := claim.checkworthiness:
        notes.append(f"worth checking: {worth.score:.0%}, {worth.reason}")
    if notes:
        yield f"    {'; '.join(notes)}"


def _voice(sourced: Sourced) -> str:
    holder, outlet = sourced.claim.holder, sourced.outlet or "the draft"
    if holder.kind is HolderKind.NARRATION:
        return f"{outlet} itself"
    through = f", through {', '.join(holder.via)}" if holder.via else ""
    return f"{holder.name}{through}, in {outlet}"


def _why(relation: Relation, a: str, b: str) -> Iterator[str]:
    """The surest words on why, most telling first."""
    sides = {Side.A: a, Side.B: b}
    notes: Iterable[str] = [each.words for each in relation.reasons]
    if relation.superseded and relation.earlier:
        notes = [*notes, f"{relation.superseded}: {sides[relation.earlier]} came earlier"]
    if relation.not_comparable:
        notes = [*notes, f"not comparable: {relation.not_comparable}"]
    if relation.label is not Label.NEUTRAL:
        notes = [*notes, f"{getattr(relation.probabilities, relation.label):.0%} sure"]
    if notes:
        yield fill("; ".join(notes), WIDTH, initial_indent="    ", subsequent_indent="    ")


def _name(claims: Sequence[Sourced]) -> str:
    return (claims[0].outlet if claims else None) or "the draft"
