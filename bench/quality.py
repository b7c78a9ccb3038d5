"""How right the claims are: who says what, how sentences are cut, how they read.

``python -m bench.quality`` writes docs/quality-claims.md; every set is read from the data folder.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import attribution, propositions, recall
from bench.statements.__main__ import (
    QUESTIONS,
    VERDICTS,
    claims_of_sentences,
    hash_of,
    read_verdicts,
)
from models.analysis import Analyser
from models.evaluation import analysis
from models.evaluation.tables import Table, markdown
from models.loading import load_analyser
from service.claims import extract

PAGE = Path(__file__).parents[1] / "docs" / "quality-claims.md"

_HEAD = """# Quality of claims

`python -m bench.quality` on {day}, of {name} ({digest}). What was trained on and what was held out
stands in [the analyser's card](../models/weights/analyser/card.md); none of these sets was.

"""
_ATTRIBUTION = """## Who says what

PolNeAR's dev articles (Newell et al. 2018), by their first annotator, cut at sentences. A content
is found where it and what is given share that part, in characters, of all that either covers. The
corpus also annotates attitudes and acts without a proposition. Published on other corpora, for
scale: Gender Gap Tracker .837 at .3 and .761 at .8, right speaker .874 (quotations of Canadian
news); Citron .833 (contents, its own corpus). A second annotator of PolNeAR reaches {second}.

By the analyser alone:

{analyser}
By the claims that come out of it, where one attribution may be several claims or none:

{claims}
"""
_WORTH = """## Check-worthiness

CheckThat! 2024, task 1, English (debates); published there: .585 by tf-idf on the lab's test.

{table}
"""
_SYNTAX = """## Syntax

English Web Treebank, official test part, gold words.

{table}
"""
_PROPOSITIONS = """## Propositions

PropSegmEnt dev (Chen et al. 2023; Wikipedia). F1 of claims and annotated propositions by the
Jaccard similarity of their tokens; beside it what uncut sentences give.

{table}
"""
_STATEMENTS = """## Read by hand

{drawn} sentences of newswcl50, drawn by `python -m bench.statements draw` before the analyser saw
them; verdicts by two blind readers, a third where they differ (language models; bench/statements).
{judged} of the {all} claims now cut from them read as they were judged.

{table}
"""
_CANDIDATES = """## Candidates

Of the pairs of newswcl50 that readers found to agree or to clash (bench/verdicts), the share that
reaches the relation models: of two articles that are compared, and of the whole archive when one
statement is checked. The pairs were drawn by their likeness under the base of the embedding model.

{table}
"""


def main() -> None:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    if not data.exists():
        sys.exit(f"{data} is absent: the sets are read from there")
    analyser = load_analyser()
    day, digest = f"{datetime.now(UTC):%Y-%m-%d}", analyser.digest[:12]
    page = _HEAD.format(day=day, name=analyser.name, digest=digest)
    for section in (_attribution, _worth, _syntax, _propositions, _statements, _candidates):
        sys.stdout.write(f"{section.__name__.strip('_')} ...\n")
        sys.stdout.flush()
        page += section(data, analyser) + "\n"
    PAGE.write_text(page.rstrip() + "\n", encoding="utf-8")
    sys.stdout.write(page)


def _attribution(data: Path, analyser: Analyser) -> str:
    score = attribution.measure(data, "dev", lambda article: extract(article, analyser))
    second = attribution.second_annotator(data)
    header = ("overlap", "F1", "precision", *(f"recall, {kind}" for kind in analysis.KINDS))
    rows: Table = [header]
    for least in analysis.OVERLAPS:
        shares = (
            score.f1(least),
            score.precision(least),
            *(score.recall(kind, least) for kind in analysis.KINDS),
        )
        rows.append((str(least), *(f"{share:.3f}" for share in shares)))
    holder = (
        f"\nRight holder of a found content with a named source: {score.right / score.named:.3f}"
    )
    return _ATTRIBUTION.format(
        second=" and ".join(f"{second.f1(least):.3f} at {least}" for least in analysis.OVERLAPS),
        analyser=markdown(analysis.attributions(analyser, data)),
        claims=markdown(rows) + f"{holder} ({score.right} of {score.named}).\n",
    )


def _worth(data: Path, analyser: Analyser) -> str:
    return _WORTH.format(table=markdown(analysis.check_worthiness(analyser, data)))


def _syntax(data: Path, analyser: Analyser) -> str:
    return _SYNTAX.format(table=markdown(analysis.syntax(analyser, data)))


def _propositions(data: Path, analyser: Analyser) -> str:
    figures = propositions.measure(data, analyser)
    rows: Table = [("what", "value")]
    rows += [(n, f"{v:.3f}" if n.startswith("F1") else f"{v:.0f}") for n, v in figures.items()]
    return _PROPOSITIONS.format(table=markdown(rows))


def _statements(data: Path, _: Analyser) -> str:
    if not VERDICTS.exists():
        return "## Read by hand\n\nNo verdicts yet.\n"
    judged = {(v.doc, v.spans, v.sha256): v for v in read_verdicts()}
    drawn = list(claims_of_sentences(data))
    now = [
        (place["doc"], tuple((s.start, s.end) for s in claim.spans), hash_of(claim))
        for place, _, claims in drawn
        for claim in claims
    ]
    known = [judged[key] for key in now if key in judged]
    complete = [each for each in known if each.complete]
    rows: Table = [("of", "n", *QUESTIONS)]
    for name, chosen in (("all", known), ("complete (nothing marked missing)", complete)):
        shares = (sum(getattr(v, q) for v in chosen) / max(len(chosen), 1) for q in QUESTIONS)
        rows.append((name, str(len(chosen)), *(f"{share:.3f}" for share in shares)))
    rows.append(("complete, of all", f"{len(complete) / max(len(known), 1):.3f}"))
    sentences = len({(place["doc"], place["start"]) for place, _, _ in drawn})
    return _STATEMENTS.format(
        drawn=sentences, judged=len(known), all=len(now), table=markdown(rows)
    )


def _candidates(data: Path, _: Analyser) -> str:
    rows: Table = [("found by", "compare", "check")]
    for name, shares in recall.measure(data).items():
        told = (f"{found / of:.3f} ({found} of {of})" for found, of in shares.values())
        rows.append((name, *told))
    return _CANDIDATES.format(table=markdown(rows))


if __name__ == "__main__":
    main()
