"""The development sets that the relation models are scored on, as rows."""

import random
from pathlib import Path

from models.evaluation.verdicts import read_verdicts
from models.relation import INFERENCES, RELATIONS
from models.training.data import (
    UNKNOWN,
    Part,
    Row,
    read_events,
    read_inference,
    read_lines,
)
from models.training.news import labelled_rows

HERE = Path(__file__).parent
SETS = ("mnli_matched", "snli", "lingnli")


def relation_sets(data: Path, verdicts: Path) -> dict[str, list[Row]]:
    """Pairs with one of the four relations that no model was trained on."""
    labelled = [row for row in labelled_rows(data) if row.part is Part.DEV]
    return {
        "our events": read_events(HERE / "events", Part.DEV),
        "written events": [row for row in read_events(data / "written") if row.part is Part.DEV],
        "labelled news": labelled,
        "labelled news, two articles": of_two_articles(labelled),
        "newswcl50 verdicts": read_verdicts(data, verdicts),
    }


def capabilities() -> list[Row]:
    """Our own small test of single capabilities, named in ``reason``."""
    return [
        Row(
            a=line["a"],
            b=line["b"],
            source="capabilities",
            relation=RELATIONS.index(line["label"]),
            reason=line["capability"],
        )
        for line in read_lines(HERE / "capabilities.jsonl")
    ]


def inference_sets(data: Path, sample: int) -> dict[str, list[Row]]:
    """Inference pairs, ``sample`` rows a set (0: all), drawn by seed."""
    dice = random.Random(0)  # noqa: S311 - for drawing rows, not for secrets
    sets = {name: read_inference(data / "nli" / f"dev_{name}.jsonl.gz") for name in SETS}
    return {name: _drawn(rows, sample, dice) for name, rows in sets.items()}


def two_way_set(data: Path, sample: int) -> list[Row]:
    """RTE-3's pairs, of which only entailment or not is known, drawn likewise."""
    dice = random.Random(0)  # noqa: S311 - for drawing rows, not for secrets
    rows = [
        Row(
            a=line["premise"],
            b=line["hypothesis"],
            source="rte3",
            forward=INFERENCES.index("entailment") if line["label"] == "ENTAILMENT" else UNKNOWN,
        )
        for line in read_lines(data / "nli" / "dev_rte3.jsonl.gz")
    ]
    return _drawn(rows, sample, dice)


def of_two_articles(rows: list[Row]) -> list[Row]:
    """Those labelled pairs whose statements are of two articles of news."""
    return [row for row in rows if row.source in ("fnc", "polnear")]


def _drawn(rows: list[Row], sample: int, dice: random.Random) -> list[Row]:
    return dice.sample(rows, min(sample or len(rows), len(rows)))
