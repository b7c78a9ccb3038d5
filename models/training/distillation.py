"""What the judge says of unlabelled pairs, for the screen to learn from.

    python -m models.training.distillation UNLABELLED --out TAUGHT

Knowledge distillation (Hinton et al. 2015): a small model learns a large one's shares of the
labels, which say more than the likeliest label does. ``python -m bench.unlabelled`` draws the
pairs. What has been said is kept: a run cut off goes on.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.base import CACHE
from models.loading import base_folder
from models.network import PairNetwork, PairTokenizer, load_network
from models.relation import JUDGE, read_manifest
from models.training.data import Row, read_lines
from models.training.loop import log_shares

DISTILLED = "distilled"
"""Source of the rows that a teacher labelled."""

SAVE_EVERY = 1024
"""Pairs between two writes."""


def teach(
    network: PairNetwork, tokenizer: PairTokenizer, pairs: Sequence[tuple[str, str]], out: Path
) -> None:
    """Write what a network says of pairs to JSON lines, from where an earlier run left off."""
    done = sum(1 for _ in read_lines(out)) if out.exists() else 0
    with out.open("a", encoding="utf-8") as file:
        bar = tqdm(total=len(pairs), initial=done, desc="teacher")
        for start in range(done, len(pairs), SAVE_EVERY):
            some = pairs[start : start + SAVE_EVERY]
            said = np.exp(log_shares(network, tokenizer, some))
            said /= said.sum(axis=1, keepdims=True)
            file.writelines(
                json.dumps({"a": a, "b": b, "shares": shares}, ensure_ascii=False) + "\n"
                for (a, b), shares in zip(some, said.round(4).tolist(), strict=True)
            )
            file.flush()
            bar.update(len(some))


def read_taught(path: Path) -> list[Row]:
    """The pairs that a teacher labelled."""
    return [
        Row(a=line["a"], b=line["b"], source=DISTILLED, shares=tuple(line["shares"]))
        for line in read_lines(path)
    ]


def main() -> None:
    """Let the judge read pairs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("unlabelled", type=Path, help="JSON lines with a and b")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="another judge's folder")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where its base is installed")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    given = parser.parse_args()
    base = base_folder(read_manifest(given.judge)["base"], given.cache)
    network = load_network(base, given.judge / "model.safetensors").to(given.device)
    pairs = [(line["a"], line["b"]) for line in read_lines(given.unlabelled)]
    teach(network, PairTokenizer(base), pairs, given.out)


if __name__ == "__main__":
    main()
