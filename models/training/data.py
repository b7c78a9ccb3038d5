"""Reads the training pairs and keeps whole events apart for development.

Every row is a pair with up to three targets; -1 stands for a target nobody gave.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.relation import INFERENCES, RELATIONS

UNKNOWN = -1

EVENTS = Path(__file__).parent / "events"
"""Invented events of the project's own, beside those of the data folder."""


class Part(StrEnum):
    """What a row may be used for."""

    TRAIN = "train"
    CALIBRATION = "calibration"
    DEV = "dev"
    SEEN = "seen"
    """Held out by its documents, but others of its story are trained on: of no use."""


GROUPS = {Part.DEV: 0, Part.CALIBRATION: 1, Part.TRAIN: 2}
"""A group of each part; the rest are trained on too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pair of statements with its targets, as indices into RELATIONS and INFERENCES.

    ``shares`` is what another model says of the relation, where that is the target instead.
    """

    a: str
    b: str
    source: str
    relation: int = UNKNOWN
    forward: int = UNKNOWN
    backward: int = UNKNOWN
    shares: tuple[float, ...] | None = None
    sure: bool = True
    reason: str | None = None
    a_context: str = ""
    b_context: str = ""
    groups: tuple[int, int] = (0, 0)
    documents: tuple[str, ...] = ()
    seen: bool = False

    def swapped(self) -> "Row":
        """The same pair read the other way round."""
        return replace(
            self,
            a=self.b,
            b=self.a,
            forward=self.backward,
            backward=self.forward,
            a_context=self.b_context,
            b_context=self.a_context,
            groups=self.groups[::-1],
            documents=self.documents[::-1],
        )

    @property
    def part(self) -> Part:
        """Where the pair belongs: a held-out event's statement is never trained on."""
        held = (part for part in (Part.DEV, Part.CALIBRATION) if GROUPS[part] in self.groups)
        return Part.SEEN if self.seen else next(held, Part.TRAIN)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file, gzipped or not.

    Raises:
        FileNotFoundError: The data folder is not there; the message says what it is.
    """
    if not path.exists():
        msg = f"{path} is missing: training and evaluation need the data folder (--data)"
        raise FileNotFoundError(msg)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def group(key: str) -> int:
    """One of ten groups, the same on every machine: 0 is development, 1 calibration."""
    return hashlib.sha256(f"counterpoint {key}".encode()).digest()[0] % 10


def read_events(folder: Path, part: Part | None = None) -> list[Row]:
    """The pairs of the invented events of a folder, named as source.

    Args:
        folder: Holds JSON lines, an event each.
        part: What all of them are used for; without it whole events are set apart.

    Raises:
        FileNotFoundError: The folder holds none.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no events: is it the data folder (--data)?")
    rows = []
    for path in paths:
        for event in read_lines(path):
            texts = {statement["id"]: statement["text"] for statement in event["statements"]}
            place = group(event["event"]) if part is None else GROUPS[part]
            for a, b, label, reason, _time in event["pairs"]:
                rows.append(
                    Row(
                        a=texts[a],
                        b=texts[b],
                        source=folder.name,
                        relation=RELATIONS.index(label),
                        reason=reason,
                        groups=(place, place),
                    )
                )
    return rows


class Components:
    """Union-find over names."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def find(self, node: str) -> str:
        """The name that stands for all that are joined with this one."""
        self._parents.setdefault(node, node)
        while (parent := self._parents[node]) != node:
            self._parents[node] = self._parents[parent]
            node = parent
        return node

    def join(self, a: str, b: str) -> None:
        """Make two names, and all that are joined with them, one."""
        low, high = sorted((self.find(a), self.find(b)))
        self._parents[high] = low


def read_labelled(data: Path) -> list[Row]:
    """The labelled news pairs; documents joined by a related pair are one event.

    A neutral pair may join two events (both about one election, say): it says nothing
    of their being one, so it does not join them.
    """
    lines = list(read_lines(data / "labelled" / "news_pairs.jsonl.gz"))
    events = Components()
    sides = [
        tuple(f"{line['from']} {line.get(f'{side}_doc', line[side])}" for side in "ab")
        for line in lines
    ]
    for line, (a, b) in zip(lines, sides, strict=True):
        if line["label"] != "neutral" or "a_doc" not in line:
            events.join(a, b)
    return [
        Row(
            a=line["a"].strip(),
            b=line["b"].strip(),
            source=line["from"],
            relation=RELATIONS.index(line["label"]),
            sure=bool(line["sure"]),
            reason=line.get("kind"),
            a_context=line.get("a_context", ""),
            b_context=line.get("b_context", ""),
            groups=(group(events.find(a)), group(events.find(b))),
            documents=(a, b),
        )
        for line, (a, b) in zip(lines, sides, strict=True)
    ]


def read_inference(path: Path) -> list[Row]:
    """Three-way inference pairs: a training file's open rows, or a whole development file."""
    return [
        Row(
            a=line["premise"].strip(),
            b=line["hypothesis"].strip(),
            source="inference",
            forward=INFERENCES.index(line["label"]),
        )
        for line in read_lines(path)
        if line["label"] in INFERENCES and line.get("class", "open") == "open"
    ]
