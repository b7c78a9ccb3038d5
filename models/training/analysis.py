"""Trains the sentence analyser: syntax, attributions and check-worthiness together.

``python -m models.training.analysis --data ../shared/data --work FOLDER --out FOLDER``

Batches of the three tasks take turns. It saves its progress in ``--work`` and goes on from
there, so it may be stopped at any moment.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from scipy.special import logit  # type: ignore[import-untyped]  # it ships no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it ships no types
from sklearn.metrics import f1_score  # type: ignore[import-untyped]  # likewise
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from tqdm import tqdm

from models.analysis import (
    SHARED,
    Analyser,
    AnalyserNetwork,
    AnalyserTokenizer,
    Encoded,
    load_network,
)
from models.embedding import minilm_folder, sha256_of
from models.evaluation.analysis import content_f1
from models.network import buckets
from models.training.calibration import write_manifest
from models.training.checkpoints import read_checkpoint, save_checkpoint
from models.training.sentences import (
    CLAIMBUSTER,
    OFFICIAL,
    POLNEAR,
    TREEBANK,
    Example,
    attributed,
    checkworthy,
    treebank,
)

NAME = "counterpoint-analyser-1"
HELD_ASIDE = 10
"""One in so many documents of PolNeAR, and sentences of ClaimBuster, sets the thresholds."""

CUE_THRESHOLDS = (0.3, 0.4, 0.5, 0.6)
DATA = (
    {
        "file": str(TREEBANK),
        "licence": "CC BY-SA 4.0 (Universal Dependencies, English Web Treebank)",
    },
    {"file": str(POLNEAR), "licence": "unstated; news text copyrighted (Newell et al. 2018)"},
    {"file": str(CLAIMBUSTER), "licence": "CC BY 4.0 (ClaimBuster, by CheckThat! 2024)"},
)
_BATCH_ROWS, _BATCH_WORDS = 32, 1000
_WARM_UP = 0.06
_SAVE_EVERY = 250
_CUE_SHARE = 2.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made of.

    ``passes`` through treebank, attributions and check-worthiness are cut into batches; of those,
    in a random order, ``steps`` are learnt from.
    """

    passes: tuple[int, int, int] = (5, 2, 1)
    steps: int = 3600
    rate: float = 2e-4
    head_rate: float = 1e-3
    seed: int = 0


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


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is made of, and where its progress is kept."""

    names: Vocabulary
    settings: Settings
    checkpoint: Path


def train(
    network: AnalyserNetwork,
    tokenizer: AnalyserTokenizer,
    tasks: Sequence[Sequence[Example]],
    run: Run,
) -> None:
    """Train in place, going on from the checkpoint where there is one."""
    dice = random.Random(run.settings.seed)  # noqa: S311 - for shuffling, not for secrets
    steps = [
        [task[i] for i in rows]
        for task, passes in zip(tasks, run.settings.passes, strict=True)
        for _ in range(passes)
        for rows in _batches(task, dice)
    ]
    dice.shuffle(steps)
    steps = steps[: run.settings.steps]
    for name, parameter in network.named_parameters():
        parameter.requires_grad = not name.startswith(SHARED)
    body = [
        p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.")
    ]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = AdamW(
        [{"params": body, "lr": run.settings.rate}, {"params": heads, "lr": run.settings.head_rate}]
    )
    warm = round(len(steps) * _WARM_UP)
    schedule = LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (len(steps) - step) / (len(steps) - warm))
    )
    begin = _resume(run.checkpoint, network, optimizer, schedule)
    torch.manual_seed(run.settings.seed + begin)
    network.train()
    bar = tqdm(range(begin, len(steps)), initial=begin, total=len(steps), mininterval=10)
    for step in bar:
        examples = steps[step]
        batch = tokenizer.encode([e.text for e in examples], [e.bounds for e in examples])
        loss = loss_of(network, batch, examples, run.names)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if (step + 1) % _SAVE_EVERY == 0 or step + 1 == len(steps):
            _save(run.checkpoint, network, optimizer, schedule, step + 1)
    network.eval()


def _batches(task: Sequence[Example], dice: random.Random) -> list[list[int]]:
    """Sentences of like length together, which lengths meet being chance."""
    lengths = [len(each.bounds) + dice.random() * 4 for each in task]
    return list(buckets([round(each) for each in lengths], _BATCH_ROWS, _BATCH_WORDS))


def _resume(
    checkpoint: Path, network: AnalyserNetwork, optimizer: AdamW, schedule: LambdaLR
) -> int:
    saved = read_checkpoint(checkpoint)
    if saved is None:
        return 0
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
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
    }
    save_checkpoint(checkpoint, state)


# --- what ships ---


def _aside(rows: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """All but one in ``HELD_ASIDE``, and those."""
    kept = [row for number, row in enumerate(rows) if number % HELD_ASIDE]
    return kept, list(rows[::HELD_ASIDE])


def export(network: AnalyserNetwork, names: Vocabulary, settings: Settings, folder: Path) -> None:
    """Write the weights in half precision, and a manifest whose thresholds are still to be set."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "model.safetensors"
    own = {n: t for n, t in network.state_dict().items() if not n.startswith(SHARED)}
    save_file({name: tensor.half().contiguous() for name, tensor in own.items()}, weights)
    manifest = {
        "name": NAME,
        "sha256": sha256_of(weights),
        "bytes": weights.stat().st_size,
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "base_sha256": sha256_of(minilm_folder() / "model.safetensors"),
        "tags": names.tags,
        "relations": names.relations,
        "cue_threshold": 0.5,
        "checkworthiness": [1.0, 0.0],
        "checkworthy_from": 0.5,
        "settings": asdict(settings),
        "data": DATA,
    }
    write_manifest(folder, manifest)


def set_thresholds(
    folder: Path, articles: Sequence[Sequence[Example]], worth: Sequence[Example]
) -> None:
    """Set, on what was held aside, what counts as a cue and as worth checking.

    The cue's threshold is the best for the F1 of contents at an overlap of .5; check-worthiness is
    made to mean what it says (Platt 1999), and counts from where the F1 of "yes" is best.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sentences = [sentence for article in articles for sentence in article]
    texts = [sentence.text for sentence in sentences]
    scored = {}
    for threshold in CUE_THRESHOLDS:
        manifest["cue_threshold"] = threshold
        write_manifest(folder, manifest)
        analyses = Analyser(folder, minilm_folder()).analyse(texts)
        scored[threshold] = content_f1(sentences, analyses, 0.5)
    manifest["cue_threshold"] = max(scored, key=lambda threshold: scored[threshold])
    read = Analyser(folder, minilm_folder()).analyse([each.text for each in worth])
    odds = np.array([[logit(each.checkworthiness)] for each in read])
    truth = np.array([bool(each.worth) for each in worth])
    fit = LogisticRegression().fit(odds, truth)
    manifest["checkworthiness"] = [float(fit.coef_[0, 0]), float(fit.intercept_[0])]
    chances = fit.predict_proba(odds)[:, 1]
    grid = np.linspace(0.2, 0.7, 51)
    manifest["checkworthy_from"] = float(max(grid, key=lambda at: f1_score(truth, chances >= at)))
    write_manifest(folder, manifest)


def main() -> None:
    """Train; and when done, write what ships and set its thresholds."""
    parser = argparse.ArgumentParser(prog="python -m models.training.analysis", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of published data")
    parser.add_argument("--work", type=Path, required=True, help="where progress is kept")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    options = parser.parse_args()
    trees = treebank(options.data / TREEBANK, without=[options.data / each for each in OFFICIAL])
    articles, articles_aside = _aside([e for _, e in attributed(options.data / POLNEAR, "train")])
    worth, worth_aside = _aside(checkworthy(options.data / CLAIMBUSTER, "train"))
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
    train(network, tokenizer, tasks, Run(names, settings, options.work / f"{NAME}.pt"))
    export(network, names, settings, options.out)
    set_thresholds(options.out, articles_aside, worth_aside)


if __name__ == "__main__":
    main()
