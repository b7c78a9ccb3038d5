"""The child of test_kills: works, tells, and kills itself at one of its own steps."""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tests package, beside the product

from sqlalchemy import Engine, event

from service.desk.follow import follow
from service.desk.ingest import ingest
from service.desk.parts import Archive, Models
from service.desk.reindex import reindex
from service.desk.tiers import Tiers
from service.index import Index
from service.store import Store
from service.vocabulary import Article
from tests.e2e.made import DIM, HearingAnalyser, SpellAnalyser, SpellEmbedder, SpellPredictor

HOME, AT = Path(sys.argv[1]), int(sys.argv[2])
FILES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"}
taken = 0


def step(*_: object) -> None:
    """One step more; the last of them is never finished."""
    global taken  # noqa: PLW0603 - a script's one counter
    taken += 1
    if taken == AT:
        os.kill(os.getpid(), signal.SIGKILL)


def watch(happening: str, arguments: tuple[object, ...]) -> None:
    """Count what is done to files of the home."""
    if happening in FILES and str(arguments[0]).startswith(str(HOME)):
        step()


def say(line: str) -> None:
    """Tell the parent; a pipe keeps it when this process is gone."""
    os.write(1, f"{line}\n".encode())


def work() -> None:
    """Store, follow and re-index, several times over; at last split anew by another analyser."""
    analyser, embedder = SpellAnalyser(), SpellEmbedder()
    store = Store.open(f"sqlite:///{HOME}/counterpoint.db")
    store.upgrade()
    index = Index(store, HOME / "index", model_name=embedder.name, model=embedder.digest, dim=DIM)
    archive, models = Archive(store, index), Models(analyser, embedder, Tiers(SpellPredictor()))
    for event_name in ("before_cursor_execute", "commit"):
        event.listen(Engine, event_name, step)
    sys.addaudithook(watch)
    for number in range(6):
        say(f"begin storing {number}")
        text = f"Number {number} burst its banks on Monday. The dam of {number} held, police said."
        article = Article(text=text, outlet="The Courier", external_id=str(number), language="en")
        ingest(article, store=store, analyser=analyser, embedder=embedder)
        say(f"stored {number}")
        if number % 2:
            say("begin following")
            follow(archive, models)
            say("followed")
        if number % 3 == 2:
            say("begin re-indexing")
            index.reindex()
            say("re-indexed")
    say("begin splitting anew")
    reindex(archive, analyser=HearingAnalyser(), embedder=embedder)
    say("split anew")
    say(f"steps {taken}")


HOME.mkdir(parents=True, exist_ok=True)
work()
