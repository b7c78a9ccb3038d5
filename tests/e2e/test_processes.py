"""Several processes on one home; and the same answers in any zone and locale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.index import Index
from service.store import Store
from tests.e2e.made import DIM, SpellEmbedder

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from service.desk.ingest import ingest
from service.store import Store
from service.vocabulary import Article
from tests.e2e.made import SpellAnalyser, SpellEmbedder
home, name = sys.argv[1:]
store = Store.open(f"sqlite:///{home}/counterpoint.db")
store.upgrade()
for n in range(10):
    text = f"The writer called {name} came by. The dam of {n} held."
    article = Article(text=text, outlet=name, external_id=str(n), language="en")
    parts = {"analyser": SpellAnalyser(), "embedder": SpellEmbedder()}
    print(ingest(article, store=store, **parts).article_id, flush=True)
"""
READER = """
import sys
from service.index import Index
from service.store import Store
from tests.e2e.made import DIM, SpellEmbedder
embedder, home = SpellEmbedder(), sys.argv[1]
store = Store.open(f"sqlite:///{home}/counterpoint.db")
store.upgrade()
index = Index(store, __import__("pathlib").Path(home) / "index",
              model_name=embedder.name, model=embedder.digest, dim=DIM)
seen = 0
while seen < 60:
    size = index.status().size
    assert size >= seen, (size, seen)
    seen = size
    for hit in index.search(embedder.encode(["The dam of 3 held."]), 5)[0]:
        assert store.claims_by_id([hit.id]), hit
    if sys.argv[2] == "builds":
        index.reindex()
print(seen)
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_writers_readers_and_a_builder_at_once_lose_nothing(tmp_path: Path) -> None:
    readers = [start(READER, str(tmp_path), how) for how in ("reads", "builds")]
    writers = [start(WRITER, str(tmp_path), name) for name in ("one", "two", "three")]
    try:
        told = [writer.communicate(timeout=120) for writer in writers]
        assert [writer.returncode for writer in writers] == [0, 0, 0], told
        ends = [reader.communicate(timeout=60) for reader in readers]
    finally:
        for process in [*readers, *writers]:
            process.kill()
    assert [out.strip() for out, _ in ends] == ["60", "60"], ends
    ids = [line for out, _ in told for line in out.split()]
    assert len(set(ids)) == 30
    embedder = SpellEmbedder()
    store = Store.open(f"sqlite:///{tmp_path}/counterpoint.db")
    index = Index(
        store, tmp_path / "index", model_name=embedder.name, model=embedder.digest, dim=DIM
    )
    assert index.status().size == store.counts().claims == 60
    store.close()


ZONED = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from service.articles import read
from service.desk.ingest import ingest
from service.desk.sources import Sourced
from service.schemas import SourcedSchema
from service.store import Filters, Store
from tests.e2e.made import SpellAnalyser, SpellEmbedder
home = Path(sys.argv[1])
text = "SINGAPORE, June 11, 2018 - Twelve people died on Monday. It rained on Tuesday, police said."
article = read(text.encode(), name="a.txt", outlet="I", language="en")
timed = read(text.encode(), name="b.txt", outlet="i", language="en",
             published=datetime.fromisoformat("2018-06-11T23:30:00+08:00"))
store = Store.open(f"sqlite:///{home}/counterpoint.db")
store.upgrade()
found = []
for each in (article, timed):
    stored = ingest(each, store=store, analyser=SpellAnalyser(), embedder=SpellEmbedder())
    rows = store.claims(stored.article_id)
    found.append([SourcedSchema().dump(Sourced.stored(row)) for row in rows])
bounds = [datetime(2018, 6, 11, hour, tzinfo=UTC) for hour in (15, 16)]
found.append([len(store.claim_ids(Filters(outlets=("i",), published_from=at), 9)) for at in bounds])
print(json.dumps(found, sort_keys=True))
"""


@pytest.mark.parametrize(
    ("zone", "locale"),
    [("Pacific/Kiritimati", "C"), ("America/Los_Angeles", "tr_TR.UTF-8"), ("Asia/Kolkata", "C")],
)
def test_the_machine_s_zone_and_locale_change_nothing(
    zone: str, locale: str, tmp_path: Path
) -> None:
    answers = []
    for number, places in enumerate(
        [{"TZ": "UTC", "LC_ALL": "C.UTF-8"}, {"TZ": zone, "LC_ALL": locale}]
    ):
        home = tmp_path / str(number)
        home.mkdir()
        ended = subprocess.run(
            [sys.executable, "-c", ZONED, str(home)],
            cwd=ROOT,
            env=os.environ | dict(zip(("TZ", "LC_ALL"), places, strict=True)),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert ended.returncode == 0, ended.stderr
        answers.append(json.loads(ended.stdout))
    assert answers[0] == answers[1]
    assert answers[0][2] == [2, 0]
