"""How well the grammar reads reasons and time off real pairs: `python -m bench.reasons`.

The model's part is played by the labels people gave, so that only the grammar is
measured. Rules were tuned on the tuning part; the figures printed are the held part's.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from service.relations import Scores, judge
from service.relations.match import Match
from service.relations.quantities import figure_pairs
from service.vocabulary import Label, ReasonBy, Relation, Statement

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_ORDER = (Label.AGREEMENT, Label.CONFLICT, Label.OPPOSITION, Label.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled pair."""

    a: Statement
    b: Statement
    label: Label
    reason: str | None
    time: str | None
    group: str

    @property
    def held(self) -> bool:
        """Whether the pair's event or document belongs to the held part."""
        return hashlib.sha256(self.group.encode()).digest()[0] % 2 == 0


def written(folder: Path) -> Iterator[Row]:
    """The project's own invented events, with dates."""
    for path in sorted(folder.glob("w*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            said = {
                one["id"]: Statement(text=one["text"], published=date.fromisoformat(one["date"]))
                for one in event["statements"]
            }
            for a, b, label, reason, time in event["pairs"]:
                yield Row(said[a], said[b], Label(label), reason, time, event["event"])


def news(path: Path) -> Iterator[Row]:
    """Real news pairs, without dates."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            a, b = (Statement(text=row[s], context=row.get(f"{s}_context") or "") for s in "ab")
            group = row.get("a_doc") or row["a"]
            yield Row(a, b, Label(row["label"]), row.get("kind"), row.get("time"), group)


@dataclass(frozen=True, slots=True)
class Oracle:
    """A predictor that knows the labels."""

    labels: Sequence[Label]

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """The given labels, nearly sure."""
        relation = np.full((len(pairs), 4), 0.01, dtype=np.float32)
        relation[np.arange(len(pairs)), [_ORDER.index(label) for label in self.labels]] = 0.97
        even = np.full((len(pairs), 3), 1 / 3, dtype=np.float32)
        return SimpleNamespace(relation=relation, forward=even, backward=even)


def relations(rows: Sequence[Row]) -> list[Relation]:
    """What judge() makes of the pairs when the model is right."""
    return judge([(row.a, row.b) for row in rows], Oracle([row.label for row in rows]))


def report(name: str, rows: Sequence[Row]) -> None:
    """Print the figures of one data set."""
    judged = list(zip(rows, relations(rows), strict=True))
    print(f"\n{name}: {len(rows)} held pairs")
    _clashes(rows)
    for label, reason in (
        (Label.CONFLICT, "number"), (Label.CONFLICT, "date"), (Label.CONFLICT, "polarity"),
        (Label.CONFLICT, "scope"), (Label.CONFLICT, "entity"), (Label.OPPOSITION, "evaluation"),
        (Label.OPPOSITION, "denial"), (Label.AGREEMENT, "number"), (Label.AGREEMENT, "date"),
    ):  # fmt: skip
        of_kind = [r for row, r in judged if row.label is label and row.reason == reason]
        hits = [_names(r, reason) for r in of_kind]
        _share(f"{label} by {reason}: reason named", hits)
    for kind in ("number", "date", "polarity", "scope", "modality", "entity", "place"):
        named = [row for row, r in judged if row.label is Label.CONFLICT and _names(r, kind)]
        _share(f"conflict reason {kind}: right", [row.reason == kind for row in named])
    for time in ("update", "expectation"):
        _precision_recall(time, judged)
    for label in Label:
        changed = [r.label is not label for row, r in judged if row.label is label]
        _share(f"{label}: label taken away", changed)
        _share(
            f"{label}: not comparable",
            [r.not_comparable is not None for row, r in judged if row.label is label],
        )


def _names(relation: Relation, kind: str) -> bool:
    return any(x.type == kind and x.by is ReasonBy.GRAMMAR for x in relation.reasons)


def _clashes(rows: Sequence[Row]) -> None:
    """Clashes of figures, found without knowing the label."""
    for words, sure in (("any clash of figures", False), ("sure clash of figures", True)):
        test = _clash_test(sure=sure)
        for label, reason in (
            (Label.CONFLICT, "number"), (Label.AGREEMENT, None), (Label.NEUTRAL, None),
        ):  # fmt: skip
            of_kind = [r for r in rows if r.label is label and reason in (None, r.reason)]
            _share(f"{words}, {label} {reason or ''}", [test(row) for row in of_kind])


def _clash_test(*, sure: bool) -> Callable[[Row], bool]:
    return lambda row: any(
        pair.match is Match.CLASH and (pair.sure or not sure)
        for pair in figure_pairs(row.a.text, row.b.text)
    )


def _precision_recall(time: str, judged: Sequence[tuple[Row, Relation]]) -> None:
    true = sum(row.time == time for row, _ in judged)
    claimed = sum(r.superseded == time for _, r in judged)
    right = sum(row.time == time == r.superseded for row, r in judged)
    print(
        f"  {time}: precision {right}/{claimed} = {right / max(claimed, 1):.2f}, "
        f"recall {right}/{true} = {right / max(true, 1):.2f}"
    )


def _share(words: str, hits: Sequence[bool]) -> None:
    print(f"  {words}: {sum(hits)}/{len(hits)} = {sum(hits) / max(len(hits), 1):.3f}")


def main() -> None:
    """Print every figure, or say what is missing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tuning", action="store_true", help="print the tuning part instead")
    part = not options.parse_args().tuning
    if not DATA.is_dir():
        sys.exit("bench.reasons needs ../shared/data beside the checkout; it is not there")
    report("written", [row for row in written(DATA / "written") if row.held == part])
    labelled = DATA / "labelled" / "news_pairs.jsonl.gz"
    report("news", [row for row in news(labelled) if row.held == part])


if __name__ == "__main__":
    main()
