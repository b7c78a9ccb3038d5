"""How well the sentence analyser parses, attributes and tells what is worth checking."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score  # type: ignore[import-untyped]  # it ships no types

from models.analysis import Analyser
from models.evaluation.metrics import RESAMPLES, average_precision, one_to_one
from models.evaluation.tables import Table
from models.training.sentences import (
    CLAIMBUSTER,
    OFFICIAL,
    POLNEAR,
    Example,
    attributed,
    checkworthy,
    treebank,
)
from models.words import Analysis

OVERLAPS = (0.3, 0.8)
KINDS = ("direct", "mixed", "indirect")
_OPENING, _CLOSING = "“«„", "”»"

Stretch = tuple[int, int]


def syntax(analyser: Analyser, data: Path) -> Table:
    """Shares of words with the right tag, head, and head and relation, on the test part."""
    counts: Counter[str] = Counter()
    for example in treebank(data / OFFICIAL[1]):
        read = analyser.analyse_words([example.text], [example.bounds])[0]
        for word, head, relation, tag in zip(
            read.words, example.heads, example.relations, example.tags, strict=True
        ):
            counts["words"] += 1
            counts["tags"] += word.tag == tag
            counts["UAS"] += word.head == head - 1
            counts["LAS"] += word.head == head - 1 and word.relation == relation
    total = counts["words"]
    shares = [f"{counts[name] / total:.3f}" for name in ("tags", "UAS", "LAS")]
    return [("words", "tags", "UAS", "LAS"), (str(total), *shares)]


def attributions(analyser: Analyser, data: Path) -> Table:
    """Contents of PolNeAR's dev articles, sentence by sentence: F1, and recall by kind."""
    found: Counter[tuple[str, float]] = Counter()
    wanted: Counter[str] = Counter()
    given = 0
    for examples in _first_annotators(data):
        analyses = analyser.analyse([example.text for example in examples])
        for kind, stretches, claimed in zip(
            _kinds(examples),
            (contents(example) for example in examples),
            (given_contents(analysis) for analysis in analyses),
            strict=True,
        ):
            given += len(claimed)
            for (start, end), overlap in matched(stretches, claimed):
                name = _kind(kind, start, end)
                wanted[name] += 1
                found.update((name, least) for least in OVERLAPS if overlap >= least)
    total = wanted.total()
    rows: Table = [("overlap", "F1", "precision", *(f"recall, {kind}" for kind in KINDS))]
    for least in OVERLAPS:
        hits = sum(found[kind, least] for kind in KINDS)
        recalls = (found[kind, least] / max(wanted[kind], 1) for kind in KINDS)
        shares = (2 * hits / (total + given), hits / max(given, 1), *recalls)
        rows.append((str(least), *(f"{share:.3f}" for share in shares)))
    return rows


def content_f1(examples: Sequence[Example], analyses: Sequence[Analysis], least: float) -> float:
    """F1 of contents at an overlap."""
    hits = given = wanted = 0
    for example, analysis in zip(examples, analyses, strict=True):
        stretches, claimed = contents(example), given_contents(analysis)
        given, wanted = given + len(claimed), wanted + len(stretches)
        hits += sum(overlap >= least for _, overlap in matched(stretches, claimed))
    return 2 * hits / max(given + wanted, 1)


def contents(example: Example) -> list[Stretch]:
    """What annotators marked as said: outer bounds in the sentence."""
    content = 2
    roles = (roles for _, roles in example.attributions or ())
    inside = ([w for w, role in enumerate(each) if role == content] for each in roles)
    return [(example.bounds[w[0]][0], example.bounds[w[-1]][1]) for w in inside if w]


def given_contents(analysis: Analysis) -> list[Stretch]:
    """What the analyser holds to be said: outer bounds in the sentence."""
    return [
        (analysis.words[each.content[0]].start, analysis.words[each.content[-1]].end)
        for each in analysis.attributions
        if each.content
    ]


def matched(wanted: Sequence[Stretch], given: Sequence[Stretch]) -> Iterator[tuple[Stretch, float]]:
    """Each wanted stretch with its overlap with the given one it is paired with, 0 if none.

    The likest pair comes first.
    """
    best = {i: overlap for overlap, i, _ in one_to_one(wanted, given, overlap_of)}
    for place, stretch in enumerate(wanted):
        yield stretch, best.get(place, 0.0)


def overlap_of(a: Stretch, b: Stretch) -> float:
    """What two stretches share of all that either covers."""
    shared = max(min(a[1], b[1]) - max(a[0], b[0]), 0)
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared else 0.0


def _first_annotators(data: Path) -> Iterator[list[Example]]:
    """Each article once, by its first annotator."""
    seen = set()
    for name, examples in attributed(data / POLNEAR, "dev"):
        if name not in seen:
            seen.add(name)
            yield examples


def _kinds(examples: Iterable[Example]) -> Iterator[list[bool]]:
    """For each sentence which of its characters stand in quotation marks, marks included."""
    inside = False
    for example in examples:
        marks = []
        for character in example.text:
            straight = character == '"'
            begins = character in _OPENING or (straight and not inside)
            ends = character in _CLOSING or (straight and inside)
            marks.append(inside or begins)
            inside = begins or (inside and not ends)
        yield marks


def _kind(marks: Sequence[bool], start: int, end: int) -> str:
    return kind_of(sum(marks[start:end]) / (end - start))


def kind_of(quoted: float) -> str:
    """What kind of content it is, by the share of it that stands in quotation marks."""
    return "direct" if quoted >= 0.9 else "mixed" if quoted > 0 else "indirect"


def check_worthiness(analyser: Analyser, data: Path) -> Table:
    """F1 of "yes" with the middle 95 % of bootstrap samples, and average precision."""
    rows: Table = [("set", "n", "yes", "F1 of yes", "middle 95 %", "AP")]
    for split in ("dev", "dev_test"):
        examples = checkworthy(data / CLAIMBUSTER, split)
        truth = np.array([bool(example.worth) for example in examples])
        scores = np.array(
            [a.checkworthiness for a in analyser.analyse([e.text for e in examples])], np.float32
        )
        said = scores >= analyser.checkworthy_from
        dice = np.random.default_rng(0)
        samples = [dice.integers(0, len(truth), len(truth)) for _ in range(RESAMPLES)]
        low, high = np.quantile([f1_score(truth[s], said[s]) for s in samples], (0.025, 0.975))
        figures = (f1_score(truth, said), average_precision(truth, scores))
        row = (split, str(len(truth)), str(truth.sum()), f"{figures[0]:.3f}")
        rows.append((*row, f"{low:.3f}-{high:.3f}", f"{figures[1]:.3f}"))
    return rows
