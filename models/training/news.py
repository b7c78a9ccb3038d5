"""Real statements by their places, and all the news pairs a relation model is trained on.

Of the pairs that we read in the data folder's articles the project keeps where the statements
stand and what we said of them. The text is its publishers' and stays in the data folder.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.relation import RELATIONS
from models.training.data import EVENTS, GROUPS, Part, Row, read_events, read_labelled, read_lines

READINGS = Path(__file__).parent / "readings"
"""Pairs that we read in articles and headlines of FNC-1 and PolNeAR."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: a document and spans of its text."""

    doc: str
    spans: tuple[tuple[int, int], ...]

    def text(self, documents: Mapping[str, str]) -> str:
        """The statement's words, line breaks smoothed."""
        text = documents[self.doc]
        return " ".join(" ".join(text[start:end].split()) for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of different articles; ``verdict`` is None where readers were not sure."""

    event: str
    stratum: str
    a: Place
    b: Place
    verdict: str | None = None


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file, in their order."""
    for row in read_lines(path):
        a, b = (Place(row[side]["doc"], tuple(map(tuple, row[side]["spans"]))) for side in "ab")
        yield Pair(row["event"], row["stratum"], a, b, row["verdict"])


def settled(
    pairs: Iterable[Pair], documents: Mapping[str, str], source: str, part: Part
) -> list[Row]:
    """The pairs that have a verdict, with their texts."""
    return [
        Row(
            a=pair.a.text(documents),
            b=pair.b.text(documents),
            source=source,
            relation=RELATIONS.index(pair.verdict),
            reason=pair.stratum,
            groups=(GROUPS[part], GROUPS[part]),
        )
        for pair in pairs
        if pair.verdict
    ]


def documents(data: Path) -> dict[str, str]:
    """The texts of FNC-1's bodies and PolNeAR's training articles, by corpus and name."""
    bodies = {
        f"fnc {line['Body ID']}": line["articleBody"]
        for line in _table(data / "news" / "fnc1_train_bodies.csv.gz")
    }
    articles = read_lines(data / "attribution" / "polnear.jsonl.gz")
    return bodies | {
        f"polnear {line['doc']}": line["text"] for line in articles if line["split"] == "train"
    }


def headlines(data: Path) -> dict[str, str]:
    """FNC-1's headlines by the part and the line of its stances that they stand in."""
    return {
        f"fnc-headline {part} {number}": line["Headline"]
        for part in ("train", "test")
        for number, line in enumerate(_table(data / "news" / f"fnc1_train_{part}_stances.csv.gz"))
    }


def _table(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def held_documents(data: Path) -> set[str]:
    """The documents of the labelled pairs that are not trained on, by corpus and name."""
    return {
        document
        for row in read_labelled(data)
        for document, place in zip(row.documents, row.groups, strict=True)
        if place in (GROUPS[Part.DEV], GROUPS[Part.CALIBRATION])
    }


def read_readings(data: Path) -> list[Row]:
    """The pairs of real statements that we read, none of an article that is held out."""
    paths = sorted(READINGS.glob("*.jsonl"))
    texts = documents(data) | headlines(data) if paths else {}
    return [
        row for path in paths for row in settled(read_pairs(path), texts, READINGS.name, Part.TRAIN)
    ]


def news_rows(data: Path) -> list[Row]:
    """Every pair with a relation: invented events, the data folder's and ours, and real news."""
    return [
        *read_events(data / "written"),
        *read_events(EVENTS, Part.TRAIN),
        *read_labelled(data),
        *read_readings(data),
    ]
