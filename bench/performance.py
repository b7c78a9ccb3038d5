"""Speed and memory, each beside a baseline in the same run; writes docs/performance.md.

    python -m bench.performance --data ../shared/data --cache FOLDER

With ``--only`` some of the measurements are made and printed, and the page stays as it is.

The stock cross-encoder of the baselines is sentence-transformers' own CrossEncoder on
the screen's base with a random head: it says how fast people's usual assembly is, not
how good.
"""

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.base import MPNET
from models.embedding import minilm_folder
from models.loading import load_analyser
from service.articles import read_text
from service.desk.check import check
from service.desk.compare import Comparison, barred, compare
from service.desk.follow import JUDGED_A_CLAIM, candidates, follow
from service.desk.ingest import ingest
from service.desk.parts import Archive, Models
from service.desk.sources import Sourced, draft_claims, embedded_texts, without_headlines
from service.parts import Parts
from service.relations import judge
from service.settings import Settings
from service.store import Embedded, Split, text_hash
from service.vocabulary import Article, Claim, Span, Statement, tells

CLAIMS = 40
NEIGHBOURS = 12
"""What the baseline judges of each claim: together about as many pairs as compare does."""
WORDS = 800
"""An article's, where articles are counted."""
QUESTIONS = (
    "The summit in Singapore was a success.",
    "The president will meet the North Korean leader in June.",
    "The attorney general was not told of the investigation.",
    "The tariffs will cost American consumers billions of dollars.",
    "The Iran nuclear deal was working.",
)
PAGE = """\
# Performance

`python -m bench.performance` on {day}: {cores} cores ({processor}), torch {torch} on {threads}
threads; the screen alone judges ({precision}) where a row does not say "with the judge". Medians; a
ratio of times is better below 1, of rates above.

{table}

Aimed for with the screen alone: compare already judged 0.2 s, unjudged 1.5 s, inline 2.5 s, with
.95 of all pairs' relations; check at 100k claims 0.6 s; 600 MB anonymous at 100k claims; 80 pairs a
second; 40 articles a minute. With the judge: compare unjudged 3 s, inline 4 s; check 1.2 s; 1.1 GB;
15 pairs a second.

Baselines: plain sentence-transformers for embedding; its CrossEncoder on the screen's base under
a random head, over all pairs or over those that its semantic_search brings (speed only). The
claims of the large archives are real sentences told over and over, each with a vector of its own.
"""
Table = list[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Bench:
    """What every measurement works with."""

    parts: Parts
    rows: list[dict[str, Any]]
    repeats: int

    @cached_property
    def both(self) -> Parts | None:
        """The same parts with the judge, where its base is installed."""
        with_judge = Parts.given(
            self.parts.settings, embedder=self.parts.embedder, archive=self.parts.archive
        )
        return with_judge if with_judge.judge else None

    def ways(self) -> Iterator[tuple[Parts, str]]:
        """The screen alone, and with the judge where there is one; how rows name it."""
        yield self.parts, ""
        if self.both:
            yield self.both, ", with the judge"

    def median(self, call: Callable[[], object]) -> float:
        """Median seconds of a call, after one that does not count."""
        call()
        taken = []
        for _ in range(self.repeats):
            began = time.perf_counter()
            call()
            taken.append(time.perf_counter() - began)
        return statistics.median(taken)

    @cached_property
    def drafts(self) -> list[tuple[list[Sourced], list[Sourced]]]:
        """Pairs of articles on one event, cut to their first forty claims."""
        by_event: dict[str, list[list[Sourced]]] = {}
        for row in self.rows:
            article = read_text(row["text"], outlet=row["outlet"], language="en")
            claims = without_headlines(draft_claims(article, load_analyser()))
            by_event.setdefault(str(row["event"]), []).append(claims[:CLAIMS])
        whole = ([a for a in articles if len(a) == CLAIMS] for articles in by_event.values())
        return [(articles[0], articles[1]) for articles in whole if len(articles) > 1]


class StockCrossEncoder:
    """sentence-transformers' cross-encoder on a base model under a random head."""

    def __init__(self, base: Path) -> None:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - seconds of imports

        self._model = CrossEncoder(str(base), num_labels=3, device="cpu")

    def seconds(self, pairs: Sequence[tuple[str, str]]) -> float:
        """How long it reads pairs."""
        began = time.perf_counter()
        self._model.predict(list(pairs), show_progress_bar=False)
        return time.perf_counter() - began


def models_table(bench: Bench) -> Table:
    """Texts and passes a second."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds of imports

    a, b = bench.drafts[0]
    texts = embedded_texts([*a, *b]) * 3
    pairs = [(x.statement.text, y.statement.text) for x in a for y in b][:400]
    ours = len(texts) / bench.median(lambda: bench.parts.embedder.encode(texts))
    plain = SentenceTransformer(str(minilm_folder()), device="cpu")
    theirs = len(texts) / bench.median(lambda: plain.encode(texts, show_progress_bar=False))
    screen = len(pairs) / bench.median(lambda: bench.parts.screen.predict(pairs))
    stock = len(pairs) / StockCrossEncoder(minilm_folder()).seconds(pairs)
    table = [
        ("claims embedded a second", f"{ours:.0f}", f"{theirs:.0f}", f"{ours / theirs:.2f}"),
        ("screen, pairs a second", f"{screen:.0f}", f"{stock:.0f}", f"{screen / stock:.2f}"),
    ]
    both = bench.both
    if both and both.judge:
        few, judge = pairs[:40], both.judge
        ours = len(few) / bench.median(lambda: judge.predict(few))
        base = bench.parts.settings.model_cache / MPNET.name
        theirs = len(few) / StockCrossEncoder(base).seconds(few)
        near = _top(bench, a, 2)[:32]
        through = bench.median(lambda: both.predictor.predict(near))
        table += [
            ("judge, pairs a second", f"{ours:.0f}", f"{theirs:.0f}", f"{ours / theirs:.2f}"),
            (f"{len(near)} candidates, with the judge", f"{through:.2f} s", "", ""),
        ]
    return table


def articles_table(bench: Bench) -> Table:
    """Articles a minute, relations included."""
    archive, models = bench.parts.archive, bench.parts.models
    bench.parts.analyser.analyse(QUESTIONS)
    bench.parts.embedder.encode(QUESTIONS)  # both are loaded before the clock starts
    began, some = time.perf_counter(), bench.rows[:10]
    for row in some:
        _ingested(bench.parts, row)
    stored = time.perf_counter() - began
    while follow(archive, models):
        pass
    taken = time.perf_counter() - began
    minute = 60 * sum(len(row["text"].split()) for row in some) / WORDS
    return [
        (f"articles of {WORDS} words a minute, stored", f"{minute / stored:.0f}", "", ""),
        ("the same, relations included", f"{minute / taken:.1f}", "", ""),
    ]


def compare_table(bench: Bench) -> Table:
    """Two articles of forty claims: drafts, stored, judged; and all pairs."""
    store = bench.parts.archive.store
    a, b = bench.drafts[0]
    one, two = (_stored(bench, side, f"side {n}") for n, side in enumerate((a, b)))
    every = [(x.statement.text, y.statement.text) for x, y in combinations([*a, *b], 2)]
    stock = StockCrossEncoder(minilm_folder())
    whole = stock.seconds(every)
    top = stock.seconds(_top(bench, [*a, *b], NEIGHBOURS))
    table: Table = []
    for parts, how in bench.ways():
        ask = partial(compare, one, two, models=parts.models, store=store)

        def unjudged(ask: Callable[[], object] = ask) -> None:
            store.relations.forget_other_models("")
            ask()

        fresh = bench.median(unjudged)
        known = bench.median(ask)
        inline = bench.median(partial(compare, a, b, models=parts.models))
        table += [
            (f"compare, already judged{how}", f"{known:.2f} s", "", ""),
            _row(f"compare, stored but unjudged{how}", fresh, top, f"top {NEIGHBOURS}"),
            _row(f"compare, inline{how}", inline, whole, "all pairs"),
        ]
    return table


def _row(what: str, ours: float, theirs: float, how: str) -> tuple[str, str, str, str]:
    return what, f"{ours:.2f} s", f"{theirs:.2f} s ({how})", f"{ours / theirs:.2f}"


def _top(bench: Bench, claims: Sequence[Sourced], k: int) -> list[tuple[str, str]]:
    """The pairs that sentence-transformers' semantic_search brings."""
    from sentence_transformers.util import semantic_search  # noqa: PLC0415 - seconds of imports

    texts = embedded_texts(claims)
    vectors = torch.from_numpy(bench.parts.embedder.encode(texts))
    found = semantic_search(vectors, vectors, top_k=k + 1)
    pairs = {
        (min(i, hit["corpus_id"]), max(i, hit["corpus_id"]))
        for i, hits in enumerate(found)
        for hit in hits
    }
    return [(texts[int(i)], texts[int(j)]) for i, j in pairs if i != j]


def _stored(bench: Bench, claims: Sequence[Sourced], key: str) -> list[Sourced]:
    """The same claims as a stored article's."""
    text = " ".join(each.claim.text for each in claims)
    store, embedder = bench.parts.archive.store, bench.parts.embedder
    texts = embedded_texts(claims)
    hashes = [text_hash(each) for each in texts]
    embedded = Embedded(embedder.digest, hashes, embedder.encode(texts))
    article = Article(text=text, outlet=claims[0].outlet, external_id=key, language="en")
    split = Split(claims=[each.claim for each in claims], embedded=embedded, by="bench")
    kept = store.add(article, split)
    return [Sourced.stored(row) for row in store.claims(kept.article_id)]


def recall_table(bench: Bench, articles: int) -> Table:
    """How much of what judging all pairs finds the candidates hold."""
    wanted, found, judged, total = 0, 0, 0, 0
    for a, b in bench.drafts[:articles]:
        claims = [*a, *b]
        excluded = set(barred(claims, len(a)))
        pairs = [pair for pair in combinations(range(len(claims)), 2) if pair not in excluded]
        relations = judge(
            [(claims[i].statement, claims[j].statement) for i, j in pairs],
            bench.parts.predictor,
        )
        every = {pair for pair, relation in zip(pairs, relations, strict=True) if tells(relation)}
        comparison = compare(a, b, models=bench.parts.models)
        found += len(every & set(_places(comparison, len(a))))
        wanted, judged, total = wanted + len(every), judged + comparison.judged, total + len(pairs)
    share = f"{found} of {wanted}"
    return [
        ("compare, share of all pairs' relations", f"{found / wanted:.3f}", share, ""),
        ("compare, share of the pairs judged", f"{judged / total:.3f}", f"{judged} of {total}", ""),
        *_recall_of_follow(bench),
    ]


def _recall_of_follow(bench: Bench) -> Table:
    """Of the relations among all that an article's claims retrieve, how many follow keeps.

    The archive is its own, so that what else was measured does not answer.
    """
    home = bench.parts.settings.home / "recall"
    settings = replace(bench.parts.settings, home=home, database_url="")
    parts = Parts.given(
        settings,
        embedder=bench.parts.embedder,
        screen=bench.parts.screen,
        judge=None,
    )
    archive, models = parts.archive, parts.models
    kept = [_ingested(parts, row) for row in bench.rows[:15]]
    wanted = found = 0
    for article in kept[3::4]:
        claims = [Sourced.stored(row) for row in archive.store.claims(article)]
        met, pairs = candidates(claims, archive, models)
        statements = [(met[a].statement, met[b].statement) for a, b in pairs]
        telling = [tells(relation) for relation in judge(statements, models.predictor)]
        wanted += sum(telling)
        found += sum(telling[: JUDGED_A_CLAIM * len(claims)])
    share = f"{found} of {wanted}"
    return [
        ("follow, share of the relations among all retrieved", f"{found / wanted:.3f}", share, "")
    ]


def _ingested(parts: Parts, row: dict[str, Any]) -> int:
    article = read_text(row["text"], outlet=row["outlet"], external_id=str(row["id"]))
    return ingest(
        article,
        store=parts.archive.store,
        analyser=parts.analyser,
        embedder=parts.embedder,
    ).article_id


def _places(comparison: Comparison, of_a: int) -> Iterator[tuple[int, int]]:
    for each in comparison.relations:
        i, j = (place + (of_a if side == "b" else 0) for side, place in (each.a, each.b))
        yield min(i, j), max(i, j)


def scale_table(bench: Bench, home: Path, claims: int) -> Table:
    """A check against many claims, and the memory of a fresh process that makes it."""
    store = Parts(replace(bench.parts.settings, home=home, database_url=""))
    _fill(store, bench, claims)
    size = f"{claims // 1000}k claims"
    table: Table = []
    for parts, how in bench.ways():
        taken, candidates = _asked(bench, store.archive, parts.models)
        command = [sys.executable, "-m", "bench.performance", "--memory", str(home)]
        told = subprocess.run(  # noqa: S603 - ourselves
            [*command, *(["--judge"] if how else [])], check=True, capture_output=True
        )
        used = json.loads(told.stdout)
        table += [
            (f"check at {size}, {candidates} candidates{how}", f"{taken:.2f} s", "", ""),
            (f"memory at {size}, anonymous{how}", f"{used['RssAnon'] / 1024:.0f} MB", "", ""),
            (f"memory at {size}, mapped files{how}", f"{used['RssFile'] / 1024:.0f} MB", "", ""),
        ]
    return table


def _asked(bench: Bench, archive: Archive, models: Models) -> tuple[float, int]:
    """Median seconds of a check, and the most candidates that one judged."""
    questions = iter(QUESTIONS * 99)
    judged = []

    def ask() -> None:
        answer = check(Statement(text=next(questions)), archive=archive, models=models)
        judged.append(answer.searched.judged)

    return bench.median(ask), max(judged)


def _fill(parts: Parts, bench: Bench, claims: int) -> None:
    """Real sentences told over and over, each with a vector of its own near the real one."""
    store, dice = parts.archive.store, np.random.default_rng(0)
    real = [claim for a, b in bench.drafts for claim in [*a, *b]]
    vectors = bench.parts.embedder.encode(embedded_texts(real))
    at, number = store.counts().claims, 0
    while at < claims:
        size = min(500, claims - at)
        chosen = dice.integers(0, len(real), size)
        texts = [f"{real[n].claim.text} ({at + i})" for i, n in enumerate(chosen)]
        near = vectors[chosen] + dice.normal(0, 0.02, (size, vectors.shape[1]))
        unit = near / np.linalg.norm(near, axis=1, keepdims=True)
        start, spans = 0, []
        for text in texts:
            spans.append(Span(start, start + len(text)))
            start += len(text) + 1
        store.add(
            Article(text=" ".join(texts), outlet=f"Outlet {number}", external_id=str(at)),
            Split(
                claims=[
                    Claim(spans=(span,), text=text, holder=real[n].claim.holder)
                    for span, text, n in zip(spans, texts, chosen, strict=True)
                ],
                embedded=Embedded(
                    parts.embedder.digest,
                    [text_hash(text) for text in texts],
                    unit.astype(np.float32),
                ),
                by="bench",
            ),
        )
        at, number = at + size, number + 1
        _tell(f"{at} of {claims} claims stored")
    if parts.archive.index.status().delta:
        parts.archive.index.reindex()


def memory(home: Path, *, judge: bool) -> dict[str, int]:
    """Kilobytes of this process after it has read a sentence and made one check."""
    settings = Settings(home=home)
    parts = Parts(settings) if judge else Parts.given(settings, judge=None)
    parts.analyser.analyse(QUESTIONS[:1])
    check(Statement(text=QUESTIONS[0]), archive=parts.archive, models=parts.models)
    status = Path("/proc/self/status").read_text().splitlines()
    lines = dict(line.split(":", 1) for line in status)
    return {name: int(lines[name].split()[0]) for name in ("RssAnon", "RssFile")}


STEPS: dict[str, Callable[[Bench, argparse.Namespace], Table]] = {
    "models": lambda bench, _: models_table(bench),
    "compare": lambda bench, _: compare_table(bench),
    "recall": lambda bench, given: recall_table(bench, given.recall_articles),
    "articles": lambda bench, _: articles_table(bench),
    "10k": lambda bench, given: scale_table(bench, given.cache / "10k", 10_000),
    "100k": lambda bench, given: scale_table(bench, given.cache / "100k", 100_000),
}


def main() -> None:
    """Measure everything, print it, write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.performance", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="where the large archives are kept")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--recall-articles", type=int, default=4, help="pairs of articles")
    parser.add_argument("--only", nargs="+", choices=STEPS, help="print these, write no page")
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--judge", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.memory:
        print(json.dumps(memory(arguments.memory, judge=arguments.judge)))
        return
    if arguments.cache is None:
        parser.error("--cache is needed: the large archives take minutes to make")
    with gzip.open(arguments.data / "news" / "newswcl50.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    scratch = arguments.cache / f"scratch-{os.getpid()}"
    bench = Bench(Parts.given(Settings(home=scratch), judge=None), rows, arguments.repeats)
    table = [("what", "measured", "baseline", "ratio")]
    for name in arguments.only or STEPS:
        for row in STEPS[name](bench, arguments):
            table.append(row)
            print("  ".join(row), flush=True)
    if not arguments.only:
        Path("docs/performance.md").write_text(page(bench, table), encoding="utf-8")


def page(bench: Bench, table: Sequence[tuple[str, str, str, str]]) -> str:
    """The figures as a page."""
    head, *rows = (f"| {' | '.join(row)} |" for row in table)
    processor = next(
        (
            line.partition(": ")[2]
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return PAGE.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        precision=bench.parts.screen.precision,
        cores=os.cpu_count(),
        processor=processor,
        torch=torch.__version__,
        threads=torch.get_num_threads(),
        table="\n".join([head, "|---|---|---|---|", *rows]),
    )


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
