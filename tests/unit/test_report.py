from dataclasses import replace

from service.desk.check import Checked, Finding, Searched
from service.desk.provenance import Provenance
from service.desk.sources import Sourced
from service.report import check_report
from service.vocabulary import (
    NARRATION,
    CheckWorthiness,
    Claim,
    Correction,
    Inference,
    Label,
    Modality,
    Probabilities,
    Relation,
    Span,
    Statement,
    Topic,
)

PLAIN = Claim(spans=(Span(0, 22),), text="He may rebuild the dam.", holder=NARRATION)
EVEN = Inference(1 / 3, 1 / 3, 1 / 3)
AGREED = Relation(
    label=Label.AGREEMENT, probabilities=Probabilities(1, 0, 0, 0), forward=EVEN, backward=EVEN
)
NOTE = Correction(spans=(Span(23, 40),), text="Correction: he may not.")


def report(claim: Claim, *, overtaken: int | None = None, note: Correction | None = None) -> str:
    finding = Finding(
        relation=AGREED,
        found=Sourced(claim=claim, outlet="The Courier"),
        similarity=1.0,
        overtaken_by=overtaken,
        withdrawn_by=note,
    )
    checked = Checked(
        statement=Statement(text="The dam is rebuilt."),
        findings=(finding,),
        searched=Searched(
            claims=1, filtered_out=0, retrieved=1, judged=1, pending=0, other_languages=0
        ),
        provenance=Provenance(screen=None, judge=None, decision="", rules=""),
    )
    return check_report(checked)


def test_a_plain_claim_has_no_line_of_particulars() -> None:
    lines = report(PLAIN).splitlines()
    voice = lines.index("    — The Courier itself")
    assert lines[voice + 1] == "    100% sure"


def test_particulars_stand_under_the_voice() -> None:
    described = replace(
        PLAIN,
        modality=Modality.POSSIBLE,
        missing=("he", "there"),
        checkworthiness=CheckWorthiness(0.834, Topic.FIGURE),
    )
    lines = report(described).splitlines()
    voice = lines.index("    — The Courier itself")
    assert lines[voice + 1] == "    possible; incomplete: he, there; worth checking: 83%, figure"


def test_a_claim_that_does_not_stand_says_why() -> None:
    assert "    a later figure replaces it" in report(PLAIN, overtaken=7).splitlines()
    withdrawn = report(PLAIN, overtaken=7, note=NOTE).splitlines()
    assert "    withdrawn by its outlet: “Correction: he may not.”" in withdrawn
    assert "    a later figure replaces it" not in withdrawn
