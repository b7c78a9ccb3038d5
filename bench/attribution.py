"""How well claims find who said what, against the attributions of PolNeAR.

A content and the claims of one holder are compared sentence by sentence, as quotations run over
several: they match where they share that part of the longer of the two (by characters), each with
one other at most. PolNeAR also annotates acts and attitudes without a proposition.

Data: Newell et al., "An Attribution Relations Corpus for Political News" (LREC 2018), read from
``../shared/data/attribution``; it is not part of the project.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.evaluation.analysis import KINDS, OVERLAPS, kind_of, overlap_of
from models.evaluation.metrics import one_to_one
from service.claims.lexicon import words
from service.claims.quotes import quotations
from service.claims.sentences import sentences
from service.vocabulary import Article, Claim, HolderKind

PRONOUNS = words("he she they it who i we you his her their our my its which that")
_SHORTEST = 8
"""Characters of the shortest stretch that counts."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words one source is given in one sentence: their outer bounds in the text."""

    start: int
    end: int
    source: str

    def overlap(self, other: "Stretch") -> float:
        """What both share of all that either covers."""
        return overlap_of((self.start, self.end), (other.start, other.end))


@dataclass(slots=True)
class Score:
    """Counts over articles; ``found`` and ``right`` by the overlap asked for."""

    annotated: Counter[str]
    claimed: int
    found: Counter[tuple[str, float]]
    named: int = 0
    right: int = 0

    def f1(self, overlap: float) -> float:
        """F1 of the stretches at an overlap."""
        found = sum(self.found[kind, overlap] for kind in KINDS)
        return 2 * found / max(self.claimed + self.annotated.total(), 1)

    def precision(self, overlap: float) -> float:
        """Share of the given stretches that are right at an overlap."""
        return sum(self.found[kind, overlap] for kind in KINDS) / max(self.claimed, 1)

    def recall(self, kind: str, overlap: float) -> float:
        """Share of the annotated stretches of a kind that were found."""
        return self.found[kind, overlap] / max(self.annotated[kind], 1)


def documents(data: Path, split: str) -> Iterator[list[dict[str, Any]]]:
    """The annotations of each article of a split, an entry an annotator."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(data / "attribution/polnear.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == split:
                found[row["doc"]].append(row)
    yield from found.values()


def measure(data: Path, split: str, extract: Callable[[Article], Sequence[Claim]]) -> Score:
    """Score what is extracted from each article of a split, by its first annotator."""
    score = Score(Counter(), 0, Counter())
    for first, *_ in documents(data, split):
        text = first["text"]
        bounds = list(_sentences(text))
        add(score, text, annotated(first, bounds), claimed(extract(Article(text=text)), bounds))
    return score


def second_annotator(data: Path) -> Score:
    """Score the second annotator of an article by the first, wherever there are two."""
    score = Score(Counter(), 0, Counter())
    for split in ("train", "dev"):
        for first, *others in documents(data, split):
            bounds = list(_sentences(first["text"]))
            for second in others[:1]:
                both = annotated(first, bounds), annotated(second, bounds)
                add(score, first["text"], *both)
    return score


def add(score: Score, text: str, wanted: Sequence[Stretch], given: Sequence[Stretch]) -> None:
    """Count one article."""
    score.claimed += len(given)
    kinds = [_kind(text, stretch) for stretch in wanted]
    score.annotated.update(kinds)
    for overlap, i, j in one_to_one(wanted, given, Stretch.overlap):
        if overlap < OVERLAPS[0]:
            break
        score.found.update((kinds[i], least) for least in OVERLAPS if overlap >= least)
        source = wanted[i].source
        if source and source.lower() not in PRONOUNS:
            score.named += 1
            score.right += _same(source, given[j].source)


def annotated(row: dict[str, Any], bounds: Sequence[tuple[int, int]]) -> list[Stretch]:
    """What an annotator marked, cut at sentences."""
    found: list[Stretch] = []
    for attribution in row["attributions"]:
        source = " ".join(part["text"] for part in attribution["source"])
        spans = [tuple(span) for part in attribution["content"] for span in part["spans"]]
        found.extend(_cut(spans, source, bounds))
    return found


def claimed(claims: Sequence[Claim], bounds: Sequence[tuple[int, int]]) -> list[Stretch]:
    """What claims give somebody, all of one holder in one sentence together."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for claim in claims:
        if claim.holder.kind is not HolderKind.NARRATION:
            name = " ".join([claim.holder.name or "", *claim.holder.via])
            spans[name].extend((span.start, span.end) for span in claim.spans)
    return [stretch for name, each in spans.items() for stretch in _cut(each, name, bounds)]


def _cut(
    spans: Sequence[tuple[int, ...]], source: str, bounds: Sequence[tuple[int, int]]
) -> Iterator[Stretch]:
    for begin, finish in bounds:
        inside = [(max(a, begin), min(b, finish)) for a, b in spans if a < finish and b > begin]
        if inside:
            start, end = min(a for a, _ in inside), max(b for _, b in inside)
            if end - start >= _SHORTEST:
                yield Stretch(start, end, source)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield from ((at + start, at + end) for start, end in sentences(line))
        at += len(line)


def _kind(text: str, stretch: Stretch) -> str:
    """Direct where it is quoted but for a few characters, mixed where a part is."""
    begin = text.rfind("\n", 0, stretch.start) + 1
    end = text.find("\n", stretch.end)
    paragraph = text[begin : end if end >= 0 else len(text)]
    quoted = sum(
        max(min(q.end, stretch.end - begin) - max(q.start, stretch.start - begin), 0)
        for q in quotations(paragraph)
    )
    return kind_of(quoted / (stretch.end - stretch.start))


def _same(source: str, name: str) -> bool:
    told, held = (
        set(re.findall(r"\w+", words.lower())) - {"the", "a", "an", "of", "s"}
        for words in (source, name)
    )
    return bool(told & held)
