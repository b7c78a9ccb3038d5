"""Killed at any moment, what was acknowledged is there, and nothing is half there.

A child process stores articles, follows them, re-indexes and splits them anew, and says on
its standard output what it begins and what was acknowledged. It kills itself (SIGKILL) at a chosen
one of its own steps: a statement or commit of the database, or a file opened, renamed or
removed. A kill counts only where something was acknowledged and something was in flight.
"""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from service.desk.follow import follow
from service.desk.parts import Archive, Models
from service.desk.reindex import reindex
from service.desk.tiers import Tiers
from service.index import Index
from service.store import Store
from tests.e2e.made import DIM, HearingAnalyser, SpellEmbedder, SpellPredictor

KILLS = int(os.environ.get("COUNTERPOINT_TEST_KILLS", "20"))
CHILD = Path(__file__).with_name("killed.py")


def run(home: Path, at: int) -> tuple[list[str], int]:
    """What the child said, and how it ended; ``at`` 0 lets it live."""
    command = [sys.executable, str(CHILD), str(home), str(at)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return ended.stdout.splitlines(), ended.returncode


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps an undisturbed child takes."""
    said, code = run(tmp_path_factory.mktemp("whole"), 0)
    assert code == 0
    return int(said[-1].removeprefix("steps "))


@pytest.mark.parametrize("kill", range(KILLS))
def test_what_was_acknowledged_survives(kill: int, steps: int, tmp_path: Path) -> None:
    dice = random.Random(kill)  # noqa: S311 - for drawing moments, not for secrets
    for _ in range(20):
        home = tmp_path / f"{dice.randrange(10**9)}"
        said, code = run(home, dice.randrange(1, steps))
        assert code == -9
        if acknowledged(said) and in_flight(said):
            break
    else:
        pytest.fail("no kill fell between an acknowledgement and the end of another step")
    check_whole(home, said)


def acknowledged(said: Sequence[str]) -> list[str]:
    return [line.removeprefix("stored ") for line in said if line.startswith("stored ")]


def in_flight(said: Sequence[str]) -> bool:
    return said[-1].startswith("begin ")


def check_whole(home: Path, said: Sequence[str]) -> None:
    analyser, embedder = HearingAnalyser(), SpellEmbedder()
    store = Store.open(f"sqlite:///{home}/counterpoint.db")
    store.upgrade()
    index = Index(store, home / "index", model_name=embedder.name, model=embedder.digest, dim=DIM)
    archive, models = Archive(store, index), Models(analyser, embedder, Tiers(SpellPredictor()))
    stored = {each.article.external_id: each for each in store.articles(limit=100)}
    for key in acknowledged(said):
        assert key in stored
    for article in stored.values():
        claims = store.claims(article.id)
        assert len(claims) == 2
        for claim in claims:
            assert claim.claim.spans[0].of(article.article.text) == claim.claim.text
            vector = embedder.encode([claim.claim.statement])
            assert claim.id in {hit.id for hit in index.search(vector, 3)[0]}
    assert index.status().size == 2 * len(stored)
    followed = [line for line in said if line.startswith("followed")]
    done = [each for each in stored.values() if each.related_by == models.relating]
    assert len(done) >= len(followed) or "begin splitting anew" in said
    reindex(archive, analyser=analyser, embedder=embedder)
    for article in stored.values():
        assert store.claims(article.id)[1].claim.holder.name == "police"
    while follow(archive, models):
        pass
    for article in store.articles(limit=100):
        found = store.relations.of_article(article.id, limit=100)
        assert len(found) == len({(each.a.id, each.b.id) for each in found})
        assert len(stored) == 1 or found
    index.reindex()
    assert len(list((home / "index" / "generations").iterdir())) == 1
    store.close()


def test_the_made_models_are_fit_for_the_test() -> None:
    vectors = SpellEmbedder().encode(["Twelve died.", "Twelve died.", "The dam held."])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] == pytest.approx(1, abs=1e-3)
    assert vectors[0] @ vectors[2] < 0.99
