"""Trains the sentence analyser: syntax, attributions and check-worthiness together.

``python -m models.training.analysis --data ../shared/data --work FOLDER --out FOLDER``

Batches of the three tasks take turns. It saves its progress in ``--work`` and goes on from
there, so it may be stopped at any moment.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from tqdm import tqdm

from models.analysis import (
    ROLES,
    SHARED,
    AnalyserNetwork,
    AnalyserTokenizer,
    Encoded,
    load_network,
    words_of,
)
from models.embedding import minilm_folder, sha256_of
from models.network import buckets
from models.training.calibration import write_manifest

NAME = "counterpoint-analyser-1"
POLNEAR = Path("attribution/polnear.jsonl.gz")
CLAIMBUSTER = Path("claims/ct24_checkworthy.jsonl.gz")
HELD_ASIDE = 10
"""One in so many documents of PolNeAR, and sentences of ClaimBuster, sets the thresholds."""

_BATCH_ROWS, _BATCH_WORDS = 32, 1000
_WARM_UP = 0.06
_SAVE_EVERY = 250
_CUE_SHARE = 2.0
_LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, where its words stand, and what is known of it.

    ``tags``, ``heads`` (0 the root) and ``relations`` have an entry a word; ``attributions`` pairs
    each cue (0 for one in another sentence) with a role a word; ``worth`` is check-worthiness.
    """

    text: str
    bounds: tuple[tuple[int, int], ...]
    tags: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    attributions: tuple[tuple[int, tuple[int, ...]], ...] | None = None
    worth: bool | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made of; ``passes`` go through (treebank, attributions, check-worthiness)."""

    passes: tuple[int, int, int] = (5, 2, 1)
    rate: float = 2e-4
    head_rate: float = 1e-3
    seed: int = 0


# --- the data ---


def treebank(path: Path, without: Sequence[Path] = ()) -> list[Example]:
    """Sentences of a treebank in CoNLL-U, less those of other files (by sentence id)."""
    left_out = {ids for other in without for ids, _, _ in _conllu(other)}
    found = []
    for name, text, rows in _conllu(path):
        if name in left_out or any(row[6] == "_" or row[7] == "_" for row in rows):
            continue
        bounds = _aligned(text, [row[1] for row in rows])
        if bounds is not None and len(rows) <= _LONGEST_WORDS:
            heads = tuple(int(row[6]) for row in rows)
            tags, relations = (tuple(row[column] for row in rows) for column in (4, 7))
            found.append(Example(text, bounds, tags, heads, relations))
    return found


def _conllu(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            lines = block.splitlines()
            about = dict(
                line[2:].split(" = ", 1) for line in lines if " = " in line[:40] and line[0] == "#"
            )
            rows = [line.split("\t") for line in lines if line[:1].isdigit()]
            rows = [row for row in rows if row[0].isdigit()]
            if rows:
                yield about["sent_id"], about["text"], rows


def _aligned(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """Where each word stands in the text; None where the two do not fit."""
    found, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(word)
        found.append((start, at))
    return tuple(found)


def attributed(path: Path, split: str) -> Iterator[tuple[str, list[Example]]]:
    """Each annotated article of PolNeAR (Newell et al. 2018) as sentences, with its name."""
    splitter = load_default_model()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == split:
                yield row["doc"], list(_sentences(row, splitter))


def _sentences(row: dict[str, Any], splitter: PunktSentenceTokenizer) -> Iterator[Example]:
    text = row["text"]
    at = 0
    for paragraph in text.splitlines(keepends=True):
        for start, end in splitter.spans(paragraph, paragraph_breaks=False):
            sentence = paragraph[start:end]
            bounds = tuple(words_of(sentence))
            if len(bounds) > 2:
                places = [(at + start + a, at + start + b) for a, b in bounds]
                yield Example(
                    sentence, bounds, attributions=tuple(_roles(places, row["attributions"]))
                )
        at += len(paragraph)


def _roles(
    places: Sequence[tuple[int, int]], attributions: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The parts that a sentence's words play in each attribution that reaches into it."""
    floating = [0] * len(places)
    for attribution in attributions:
        roles = [0] * len(places)
        for role in ("content", "source", "cue"):
            for part in attribution[role]:
                for start, end in part["spans"]:
                    for word, (a, b) in enumerate(places):
                        if a < end and b > start:
                            roles[word] = ROLES.index(role)
        cues = [word for word, role in enumerate(roles) if role == ROLES.index("cue")]
        if cues:  # "has learned", "according to": the longest word stands for the cue
            yield max(cues, key=lambda word: places[word][1] - places[word][0]) + 1, tuple(roles)
        elif ROLES.index("content") in roles:
            content = ROLES.index("content")
            floating = [
                content if role == content else old
                for role, old in zip(roles, floating, strict=True)
            ]
    yield 0, tuple(floating)


def checkworthy(path: Path, split: str) -> list[Example]:
    """Sentences of debates, judged check-worthy or not (CheckThat! 2024; ClaimBuster)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(row["text"], tuple(words_of(row["text"])), worth=row["label"] == "Yes")
        for row in rows
        if row["split"] == split
    ]


# --- the losses ---


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names behind the network's outputs."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]


def loss_of(
    network: AnalyserNetwork, batch: Encoded, examples: Sequence[Example], names: Vocabulary
) -> Tensor:
    """What the network gets wrong in a batch of one task."""
    scores = network(batch)
    if examples[0].worth is not None:
        wanted = torch.tensor([float(bool(each.worth)) for each in examples])
        return binary_cross_entropy_with_logits(scores.worth, wanted)
    if examples[0].attributions is not None:
        return _attribution_loss(network, batch, examples, scores)
    width = batch.first.shape[1]
    heads = _padded([each.heads for each in examples], width)
    tags = _padded([[names.tags.index(t) for t in e.tags] for e in examples], width)
    labels = _padded([[names.relations.index(r) for r in e.relations] for e in examples], width)
    related = network.labels(scores.states, heads.clamp(min=0))
    return sum(
        (
            cross_entropy(guess.flatten(0, 1), wanted.flatten(), ignore_index=-1)
            for guess, wanted in ((scores.tags, tags), (scores.arcs, heads), (related, labels))
        ),
        torch.zeros(()),
    )


def _attribution_loss(
    network: AnalyserNetwork, batch: Encoded, examples: Sequence[Example], scores: Any
) -> Tensor:
    width = batch.first.shape[1]
    places = [
        (row, cue, roles)
        for row, example in enumerate(examples)
        for cue, roles in example.attributions or ()
    ]
    cues = torch.zeros(len(examples), width)
    for row, cue, _ in places:
        cues[row, cue] = 1.0
    words = batch.present.clone()
    words[:, 0] = False
    found = binary_cross_entropy_with_logits(scores.cues[words], cues[words])
    rows = torch.tensor([row for row, _, _ in places])
    at = torch.tensor([cue for _, cue, _ in places])
    wanted = _padded([roles for _, _, roles in places], width)
    guess = network.roles(scores.states, rows, at)
    parts = cross_entropy(guess.flatten(0, 1), wanted.flatten(), ignore_index=-1)
    return _CUE_SHARE * found + parts


def _padded(rows: Sequence[Sequence[int]], width: int) -> Tensor:
    """(n, width) of targets, -1 for the root and behind the last word."""
    padded = torch.full((len(rows), width), -1, dtype=torch.long)
    for at, row in enumerate(rows):
        padded[at, 1 : len(row) + 1] = torch.tensor(row)
    return padded


# --- the run ---


def train(
    network: AnalyserNetwork,
    tokenizer: AnalyserTokenizer,
    tasks: Sequence[Sequence[Example]],
    names: Vocabulary,
    settings: Settings,
    checkpoint: Path,
) -> None:
    """Train in place, going on from the checkpoint where there is one."""
    dice = random.Random(settings.seed)  # noqa: S311 - for shuffling, not for secrets
    steps = [
        [task[i] for i in rows]
        for task, passes in zip(tasks, settings.passes, strict=True)
        for _ in range(passes)
        for rows in _batches(task, dice)
    ]
    dice.shuffle(steps)
    for name, parameter in network.named_parameters():
        parameter.requires_grad = not name.startswith(SHARED)
    body = [
        p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.")
    ]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = AdamW(
        [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}]
    )
    warm = round(len(steps) * _WARM_UP)
    schedule = LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (len(steps) - step) / (len(steps) - warm))
    )
    begin = _resume(checkpoint, network, optimizer, schedule)
    torch.manual_seed(settings.seed + begin)
    network.train()
    bar = tqdm(range(begin, len(steps)), initial=begin, total=len(steps), mininterval=10)
    for step in bar:
        examples = steps[step]
        batch = tokenizer.encode([e.text for e in examples], [e.bounds for e in examples])
        loss = loss_of(network, batch, examples, names)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if (step + 1) % _SAVE_EVERY == 0 or step + 1 == len(steps):
            _save(checkpoint, network, optimizer, schedule, step + 1)
    network.eval()


def _batches(task: Sequence[Example], dice: random.Random) -> list[list[int]]:
    """Sentences of like length together, which lengths meet being chance."""
    lengths = [len(each.bounds) + dice.random() * 4 for each in task]
    return list(buckets([round(each) for each in lengths], _BATCH_ROWS, _BATCH_WORDS))


def _resume(
    checkpoint: Path, network: AnalyserNetwork, optimizer: AdamW, schedule: LambdaLR
) -> int:
    if not checkpoint.exists():
        return 0
    saved = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(saved["network"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    return int(saved["step"])


def _save(
    checkpoint: Path,
    network: AnalyserNetwork,
    optimizer: AdamW,
    schedule: LambdaLR,
    step: int,
) -> None:
    partial = checkpoint.with_suffix(".partial")
    torch.save(
        {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "step": step,
        },
        partial,
    )
    partial.rename(checkpoint)


def _aside(rows: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """All but one in ``HELD_ASIDE``, and those."""
    kept = [row for number, row in enumerate(rows) if number % HELD_ASIDE]
    return kept, list(rows[::HELD_ASIDE])


def main() -> None:
    """Train; and when done, set the thresholds and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m models.training.analysis", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of published data")
    parser.add_argument("--work", type=Path, required=True, help="where progress is kept")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    options = parser.parse_args()
    language = options.data / "language"
    official = [language / f"ud_ewt_en_ewt-ud-{part}.conllu.gz" for part in ("dev", "test")]
    trees = treebank(language / "ud_ewt_all_sources.conllu.gz", without=official)
    articles, _ = _aside([e for _, e in attributed(options.data / POLNEAR, "train")])
    worth, _ = _aside(checkworthy(options.data / CLAIMBUSTER, "train"))
    names = Vocabulary(
        tuple(sorted({tag for tree in trees for tag in tree.tags})),
        tuple(sorted({relation for tree in trees for relation in tree.relations})),
    )
    settings = Settings()
    torch.manual_seed(settings.seed)
    network = load_network(minilm_folder(), len(names.tags), len(names.relations))
    tokenizer = AnalyserTokenizer(minilm_folder())
    options.work.mkdir(parents=True, exist_ok=True)
    tasks = [trees, [sentence for article in articles for sentence in article], worth]
    train(network, tokenizer, tasks, names, settings, options.work / f"{NAME}.pt")


if __name__ == "__main__":
    main()
