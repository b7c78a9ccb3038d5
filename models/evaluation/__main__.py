"""Scores the screen, the judge and both together, beside baselines; writes docs/quality.md.

    python -m models.evaluation --data ../shared/data --cache FOLDER

With ``--only`` some of the tables are made and printed, and the page stays as it is. What a
model said of a set is kept in the cache, so that a run cut off goes on.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
from joblib import Memory  # type: ignore[import-untyped]  # it ships no types
from numpy.typing import NDArray

from models.base import CACHE
from models.embedding import BASE, SentenceEmbedder
from models.errors import ModelError
from models.evaluation.baselines import OneSide, cosine, shared_words
from models.evaluation.metrics import (
    AGREEMENT,
    DISPUTES,
    NEUTRAL,
    Floats,
    Labels,
    average_precision,
    dispute_ap,
    false_disputes_at_recall,
    interval,
    macro_f1,
    ranking_figures,
    relation_figures,
    reliability,
)
from models.evaluation.reading import Model, read_pairs
from models.evaluation.retrieval import TOPS, retrieval, with_context
from models.evaluation.sets import (
    capabilities,
    inference_sets,
    of_two_articles,
    relation_sets,
    two_way_set,
)
from models.evaluation.tables import markdown
from models.loading import judge_folder, load_relation_model
from models.relation import (
    INFERENCES,
    SCREEN,
    RelationScores,
    plainly_neutral,
)
from models.training.data import Part, Row, read_labelled, read_lines
from models.training.news import news_rows

PUBLISHED = ".869 cross-encoder/nli-MiniLM2-L6-H768, .900 cross-encoder/nli-deberta-v3-base"
"""As their cards say; trained on MNLI's training file, which ours is not."""
PAGE_PATH = Path(__file__).parents[2] / "docs" / "quality.md"
PAGE = """\
# Quality

`python -m models.evaluation --cache FOLDER --sample {sample}` on {day}, of
{models}.

Pairs no model was trained on; in brackets the middle 95 % of 500 bootstrap samples of the pairs. AP
is average precision: what chance gives is the label's share. A dispute is a conflict or an
opposition; a false one is called where there is none. "Both" is what the service does: the screen
decides what it holds neutral by {plainly} or more, the judge all else.

{tables}"""


SCREEN_ALONE, SCREEN_FIRST, JUDGE_ALONE, BOTH = "screen", "screen, once", "judge", "both"


@dataclass(frozen=True)
class Bench:
    """The models, the data, and what was said so far.

    ``plainly`` is the screen's probability of neutral from which the judge is not asked.
    """

    data: Path
    verdicts: Path
    models: dict[str, Model]
    plainly: float
    memory: Memory
    sample: int

    @cached_property
    def base(self) -> SentenceEmbedder:
        """The embedding model as published: the baseline's."""
        return SentenceEmbedder(BASE)

    @cached_property
    def sets(self) -> dict[str, list[Row]]:
        """The sets of pairs with relations."""
        return relation_sets(self.data, self.verdicts)

    @property
    def alone(self) -> list[str]:
        """The models that can decide alone."""
        return [name for name in (SCREEN_ALONE, JUDGE_ALONE) if name in self.models]

    def said(self, name: str, rows: Sequence[Row]) -> RelationScores:
        """What a model says of rows; kept, by its weights and the arithmetic it runs in."""
        model = self.models[name]
        key = f"{name} {model.digest} {model.precision}"
        kept = self.memory.cache(read_pairs, ignore=["model"])
        return RelationScores(*kept(model, key, [(row.a, row.b) for row in rows]))

    def relations(self, rows: Sequence[Row]) -> dict[str, Floats]:
        """Probabilities ``(n, 4)`` by each way of deciding."""
        alone = {name: self.said(name, rows).relation for name in self.alone}
        if JUDGE_ALONE not in alone:
            return alone
        first, left = self.said(SCREEN_FIRST, rows).relation, self.left(rows)
        return {**alone, BOTH: np.where(left[:, None], alone[JUDGE_ALONE], first)}

    def left(self, rows: Sequence[Row]) -> NDArray[np.bool_]:
        """Which rows the screen leaves to the judge, ``(n,)``."""
        return self.said(SCREEN_FIRST, rows).relation[:, NEUTRAL] < self.plainly


def relation_table(bench: Bench) -> Iterator[Sequence[str]]:
    """Every set by every way of deciding, baselines first."""
    yield (
        "set", "by", "n", "macro-F1", "agreement AP", "dispute AP", "conflict AP",
        "disputes found", "false disputes", "ECE",
    )  # fmt: skip
    alone = OneSide([row for row in news_rows(bench.data) if row.part is Part.TRAIN])
    for name, rows in bench.sets.items():
        labels = _labels(rows)
        for by, ranks in (("cosine", cosine(rows, bench.base)), ("words", shared_words(rows))):
            figures = ranking_figures(labels, ranks)
            precision = [figures[f"{kind} AP"] for kind in ("agreement", "dispute", "conflict")]
            yield (name, by, str(len(rows)), "", *map(_number, precision), "", "", "")
        for by, scores in {"one side": alone.predict(rows), **bench.relations(rows)}.items():
            yield (name, by, *_relation_row(labels, scores))


def _relation_row(labels: Labels, scores: Floats) -> list[str]:
    figures = relation_figures(labels, scores)
    f1 = interval(lambda true, said: macro_f1(true, said.argmax(axis=1)), labels, scores)
    dispute = interval(dispute_ap, labels, scores)
    found = round(figures["dispute recall"] * figures["disputes"])
    return [
        str(figures["n"]),
        f"{_number(figures['macro-F1'])} ({_number(f1[0])}-{_number(f1[1])})",
        _number(figures["agreement AP"]),
        f"{_number(figures['dispute AP'])} ({_number(dispute[0])}-{_number(dispute[1])})",
        _number(figures["conflict AP"]),
        f"{found} of {figures['disputes']}",
        f"{figures['false disputes']} of {figures['n'] - figures['disputes']}",
        _number(figures["ECE"]),
    ]


def near_miss_table(bench: Bench) -> Iterator[Sequence[str]]:
    """How many look-alikes are called disputes where four in five disputes are found."""
    yield "set", "by", "near misses", "called disputes at .8 recall"
    for name in ("our events", "written events"):
        rows = bench.sets[name]
        near = np.array([row.reason == "near-miss" for row in rows])
        dispute = np.isin(_labels(rows), DISPUTES)
        for by, scores in bench.relations(rows).items():
            share = false_disputes_at_recall(dispute, near, scores[:, DISPUTES].sum(axis=1))
            yield name, by, str(near.sum()), _number(share)


def capability_table(bench: Bench) -> Iterator[Sequence[str]]:
    """Share of the pairs given the right label, by what they turn on."""
    rows = capabilities()
    labels, said = _labels(rows), bench.relations(rows)
    yield "capability", "n", *said
    for name in dict.fromkeys(row.reason for row in rows):
        at = np.array([row.reason == name for row in rows])
        shares = [(scores[at].argmax(axis=1) == labels[at]).mean() for scores in said.values()]
        yield str(name), str(at.sum()), *map(_number, shares)


def inference_table(bench: Bench) -> Iterator[Sequence[str]]:
    """The inference heads, premise to hypothesis."""
    yield "set", "n", *bench.alone, "published, on MNLI mismatched"
    for name, rows in inference_sets(bench.data, bench.sample).items():
        true = np.array([row.forward for row in rows])
        said = [bench.said(model, rows).forward.argmax(axis=1) for model in bench.alone]
        shares = [_number((each == true).mean()) for each in said]
        yield name, str(len(rows)), *shares, PUBLISHED if name == "mnli_matched" else ""
    rows = two_way_set(bench.data, bench.sample)
    entailed = np.array([row.forward == INFERENCES.index("entailment") for row in rows])
    entailment = INFERENCES.index("entailment")
    said = [bench.said(model, rows).forward.argmax(axis=1) == entailment for model in bench.alone]
    yield "rte3, two-way", str(len(rows)), *(_number((each == entailed).mean()) for each in said)


def reliability_table(bench: Bench) -> Iterator[Sequence[str]]:
    """Where the service is so sure, how often is it right?"""
    yield "set", "n", "confidence", "right"
    for name in ("labelled news", "newswcl50 verdicts", "our events"):
        rows = bench.sets[name]
        *_, scores = bench.relations(rows).values()
        for row in reliability(_labels(rows), scores):
            yield name, str(row["n"]), _number(row["confidence"]), _number(row["right"])


def screening_table(bench: Bench) -> Iterator[Sequence[str]]:
    """What the screen passes on, and how much of what the judge finds it keeps."""
    yield "set", "left to the judge", "of its disputes", "of its agreements"
    if JUDGE_ALONE not in bench.alone:
        return
    for name, rows in bench.sets.items():
        left, labels = bench.left(rows), bench.relations(rows)[JUDGE_ALONE].argmax(axis=1)
        kept = [left[np.isin(labels, each)] for each in (DISPUTES, (AGREEMENT,))]
        yield name, *(_number(each.mean()) for each in (left, *kept))


def claimdiff_table(bench: Bench) -> Iterator[Sequence[str]]:
    """Does a claim of one outlet strengthen, or weaken, another's? (Ko et al. 2023)."""
    lines = list(read_lines(bench.data / "news" / "claimdiff_train.jsonl.gz"))
    yield "task", "n", "base rate", "screen AP"
    for task, columns in (("strength", (AGREEMENT,)), ("weak", DISPUTES)):
        chosen = [line for line in lines if line["task"] == task]
        rows = [Row(a=line["claim_a"], b=line["claim_b"], source=task) for line in chosen]
        truth = np.array([bool(line["label"]) for line in chosen])
        scores = bench.said(SCREEN_ALONE, rows).relation[:, columns].sum(axis=1)
        figures = (truth.mean(), average_precision(truth, scores))
        yield f"claimdiff {task}", str(len(rows)), *map(_number, figures)


def retrieval_table(bench: Bench) -> Iterator[Sequence[str]]:
    """Is a related statement among the nearest of all?"""
    yield "set, relation", "by", "n", *(f"in top {top}" for top in TOPS)
    everything = of_two_articles(read_labelled(bench.data))
    found = [
        *with_context(everything, bench.base),
        *retrieval(bench.sets, [bench.base, SentenceEmbedder()]),
    ]
    for name, by, figures in found:
        tops = (_number(figures[f"in top {top}"]) for top in TOPS)
        yield name, by, str(figures["n"]), *tops


TABLES: dict[str, tuple[str, Callable[[Bench], Iterator[Sequence[str]]]]] = {
    "relations": ("Relations", relation_table),
    "near-misses": ("Near misses", near_miss_table),
    "capabilities": ("Capabilities: share labelled right", capability_table),
    "reliability": ("Reliability: how sure, how often right", reliability_table),
    "screening": ("What the screen passes on", screening_table),
    "inference": ("Inference: accuracy", inference_table),
    "claimdiff": ("Claims that strengthen or weaken others", claimdiff_table),
    "retrieval": ("Retrieval by the embedding model", retrieval_table),
}


def main() -> None:
    """Score the models on the development sets."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluation", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--verdicts", type=Path, default=Path("bench/verdicts/newswcl50.jsonl"))
    parser.add_argument("--screen", type=Path, default=SCREEN, help="another screen's folder")
    parser.add_argument("--judge", type=Path, help="another judge's folder")
    parser.add_argument("--bases", type=Path, default=CACHE, help="where the base is installed")
    parser.add_argument(
        "--cache", type=Path, required=True, help="folder in which what the models said is kept"
    )
    parser.add_argument("--only", nargs="+", choices=TABLES, help="some tables, printed")
    parser.add_argument(
        "--sample", type=int, default=1000, help="rows drawn of each inference set; 0 takes all"
    )
    given = parser.parse_args()
    if not given.data.is_dir():
        sys.exit(f"{given.data} is missing: the figures need the data folder (--data)")
    try:
        models, plainly = _models(given.screen, given.judge, given.bases)
    except ModelError as error:
        sys.exit(str(error))
    memory = Memory(given.cache, verbose=0)
    bench = Bench(given.data, given.verdicts, models, plainly, memory, given.sample)
    texts = []
    for name in given.only or TABLES:
        title, made = TABLES[name]
        texts.append(f"## {title}\n\n{markdown(list(made(bench)))}")
        sys.stdout.write(texts[-1] + "\n")
        sys.stdout.flush()
    if not given.only:
        _write(bench, texts)


def _models(screen: Path, judge: Path | None, cache: Path) -> tuple[dict[str, Model], float]:
    """The models, and the threshold between them; without a judge the screen alone."""
    models: dict[str, Model] = {SCREEN_ALONE: load_relation_model(screen, cache)}
    folder = judge_folder(judge, cache)
    if folder is None:
        return models, 1.0
    models[SCREEN_FIRST] = load_relation_model(screen, cache, again=False)
    models[JUDGE_ALONE] = load_relation_model(folder, cache)
    return models, plainly_neutral(folder, models[SCREEN_FIRST].digest)


def _write(bench: Bench, texts: Sequence[str]) -> None:
    names = [
        f"{model.name} ({model.digest[:12]}, {model.precision})"
        for model in (bench.models[name] for name in bench.alone)
    ]
    page = PAGE.format(
        day=datetime.now(UTC).date(),
        models=" and ".join(names),
        plainly=bench.plainly,
        sample=bench.sample,
        tables="\n".join(texts),
    )
    PAGE_PATH.write_text(page, encoding="utf-8")


def _labels(rows: Sequence[Row]) -> Labels:
    return np.array([row.relation for row in rows])


def _number(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.3f}"


if __name__ == "__main__":
    main()
