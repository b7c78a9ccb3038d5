"""The sample stories show the relations that they were written to show."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.embedding import SentenceEmbedder
from models.loading import load_analyser
from models.relation import RelationModel
from service.desk.compare import compare
from service.desk.parts import Models
from service.desk.sources import Sourced, draft_claims
from service.desk.tiers import Tiers
from service.relations import judge
from service.schemas import StoredForm
from service.vocabulary import Article, Label, Relation

SEEDS = Path(__file__).parents[2] / "seeds"


def rows() -> list[Any]:
    return [
        pytest.param(
            story.name,
            row,
            id=f"{story.name}: {row['a']['words']} / {row['b']['words']}",
            marks=[pytest.mark.xfail(strict=True, reason="a known miss")]
            * row.get("missed", False),
        )
        for story in sorted(each for each in SEEDS.iterdir() if each.is_dir())
        for row in json.loads((story / "expected.json").read_text())
    ]


@cache
def claims_of(story: str, article: str) -> list[Sourced]:
    lines = (SEEDS / story / "articles.jsonl").read_text().splitlines()
    body = next(line for line in lines if json.loads(line)["external_id"] == article)
    loaded = StoredForm().loads(body)
    assert isinstance(loaded, Article)
    return draft_claims(loaded, load_analyser())


def claim_of(story: str, side: dict[str, str]) -> Sourced:
    holding = [c for c in claims_of(story, side["article"]) if side["words"] in c.claim.text]
    assert len(holding) == 1, f"{side['words']!r} stands in {len(holding)} claims"
    return holding[0]


@pytest.mark.parametrize(("story", "row"), rows())
def test_a_pair_is_judged_as_it_should_be(
    story: str, row: dict[str, Any], screen: RelationModel
) -> None:
    a, b = claim_of(story, row["a"]), claim_of(story, row["b"])
    relation: Relation = judge([(a.statement, b.statement)], screen)[0]
    if row["label"]:
        assert relation.label == row["label"]
    else:
        assert relation.label is not Label.AGREEMENT
    assert relation.superseded == row["superseded"]


def test_comparison_relates_the_two_articles_and_voices_within_one(
    embedder: SentenceEmbedder, screen: RelationModel
) -> None:
    a, b = claims_of("singapore", "sw-2018-0611"), claims_of("singapore", "mr-2019-0213")
    comparison = compare(a, b, models=Models(load_analyser(), embedder, Tiers(screen)))
    armistice = [
        each
        for each in comparison.relations
        if all("armistice" in comparison.claim(end).claim.text for end in (each.a, each.b))
    ]
    assert [each.relation.label for each in armistice] == [Label.AGREEMENT]
    voices = [(comparison.claim(e.a), comparison.claim(e.b)) for e in comparison.relations]
    assert all(one.voice != other.voice for one, other in voices)
