import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from service.errors import IndexBusyError
from service.index import Index
from service.store import Store
from tests.contract.made import DIM, MODEL, put, vector_of


def opened(store: Store, folder: Path) -> Index:
    return Index(store, folder, model_name="made", model=MODEL, dim=DIM)


def nearest(index: Index, text: str, k: int = 3, **how: Any) -> list[int]:
    return [hit.id for hit in index.search(vector_of(text)[None], k, **how)[0]]


def test_an_empty_home_answers_with_nothing(store: Store, tmp_path: Path) -> None:
    assert opened(store, tmp_path / "index").search(vector_of("x")[None], 5) == [[]]


def test_what_another_process_stored_is_found_at_once(store: Store, tmp_path: Path) -> None:
    index = opened(store, tmp_path / "index")
    first = put(store, "The dam broke.", key="a").claim_ids[0]
    assert nearest(index, "The dam broke.")[0] == first
    index.reindex()
    second = put(store, "Twelve died.", key="b").claim_ids[0]
    assert nearest(index, "Twelve died.")[0] == second
    assert nearest(opened(store, tmp_path / "index"), "The dam broke.")[0] == first


def test_a_deleted_article_is_not_found_before_or_after_a_rebuild(
    store: Store, tmp_path: Path
) -> None:
    index = opened(store, tmp_path / "index")
    stored = put(store, "The dam broke.", key="a")
    put(store, "Twelve died.", key="b")
    index.reindex()
    store.delete(stored.article_id)
    assert stored.claim_ids[0] not in nearest(index, "The dam broke.")
    index.reindex()
    assert stored.claim_ids[0] not in nearest(index, "The dam broke.")
    assert index.status().size == 1


def test_the_search_grows_until_enough_may_answer(store: Store, tmp_path: Path) -> None:
    index = opened(store, tmp_path / "index")
    ids = put(store, *[f"Fact {n}." for n in range(200)]).claim_ids
    index.reindex()
    allowed = set(ids[::50])
    found = nearest(index, "Fact 3.", 4, keep=lambda some: allowed & set(some))
    assert set(found) == allowed
    assert set(nearest(index, "Fact 3.", 4, among=allowed)) == allowed


def test_a_damaged_generation_gives_way_to_the_log(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    claim = put(store, "The dam broke.").claim_ids[0]
    name = opened(store, folder).reindex()
    damaged = folder / "generations" / name / "vectors.faiss"
    damaged.write_bytes(damaged.read_bytes()[:-8])
    index = opened(store, folder)
    assert index.status().generation is None
    assert nearest(index, "The dam broke.") == [claim]


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.sampled_from(["put", "drop", "build"]), st.integers(0, 5))))
def test_it_answers_as_exact_search_over_the_live_claims(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    store = Store.open(f"sqlite:///{home}/counterpoint.db")
    store.upgrade()
    index = opened(store, home / "index")
    live: dict[int, tuple[int, dict[int, str]]] = {}
    for n, (step, key) in enumerate(steps):
        if step == "put":
            texts = [f"Claim {n} {i}." for i in range(3)]
            stored = put(store, *texts, key=str(key))
            live[key] = stored.article_id, dict(zip(stored.claim_ids, texts, strict=True))
        elif step == "drop" and key in live:
            store.delete(live.pop(key)[0])
        elif step == "build":
            index.reindex()
    texts_of = {claim: text for _, claims in live.values() for claim, text in claims.items()}
    query = vector_of("The query.")
    exact = sorted(texts_of, key=lambda claim: -float(vector_of(texts_of[claim]) @ query))
    assert nearest(index, "The query.", 5) == exact[:5]
    store.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from service.index import Index, generation, index
from service.store import Store
home, at = sys.argv[1:]
def killed(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if at == "verify": generation.Generation.verify = killed
if at == "swap": index.Index._swap = killed
if at == "rename": Path.rename = killed
if at == "delete": index.remove = killed
store = Store.open(f"sqlite:///{home}/counterpoint.db")
made = Index(store, Path(home) / "index", model_name="made", model="m" * 64, dim=8)
made.reindex()
"""


@pytest.mark.parametrize("at", ["verify", "swap", "rename", "delete"])
def test_killed_during_a_rebuild_it_comes_up_whole(tmp_path: Path, at: str) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/counterpoint.db")
    store.upgrade()
    first = put(store, "The dam broke.", key="a").claim_ids[0]
    opened(store, tmp_path / "index").reindex()
    second = put(store, "Twelve died.", key="b").claim_ids[0]
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), at], check=False)
    assert ended.returncode == -signal.SIGKILL
    index = opened(store, tmp_path / "index")
    assert index.status().generation is not None
    assert nearest(index, "The dam broke.")[0] == first
    assert nearest(index, "Twelve died.")[0] == second
    index.reindex()
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1
    store.close()


def test_two_builds_at_once_are_refused(store: Store, tmp_path: Path) -> None:
    index = opened(store, tmp_path / "index")
    with index._building(), pytest.raises(IndexBusyError):
        opened(store, tmp_path / "index").reindex()
