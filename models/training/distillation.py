"""What the judge says of unlabelled pairs, for the screen to learn from.

    python -m models.training.distillation UNLABELLED --out TAUGHT

Knowledge distillation (Hinton et al. 2015): a small model learns a large one's shares of the
labels, which say more than the likeliest label does; here as they are before calibration.
``python -m bench.unlabelled`` draws the pairs. What has been said is kept: a run cut off goes on.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.base import CACHE
from models.errors import ModelError
from models.loading import base_folder
from models.network import PairNetwork, PairTokenizer, load_network
from models.relation import JUDGE, read_manifest
from models.training.data import GROUPS, Part, Row, read_lines
from models.training.loop import log_shares

DISTILLED = "distilled"
"""Source of the rows that a teacher labelled."""

LEARNT = 12_000
"""How many of the pairs the screen learns from; by the others its threshold is set."""

SAVE_EVERY = 1024
"""Pairs between two writes."""


def teach(
    network: PairNetwork, tokenizer: PairTokenizer, pairs: Sequence[tuple[str, str]], out: Path
) -> None:
    """Write what a network says of pairs to JSON lines, from where an earlier run left off.

    Raises:
        ModelError: ``out`` holds other pairs than these.
    """
    written = out.read_bytes() if out.exists() else b""
    whole = written[: written.rfind(b"\n") + 1]
    done = [json.loads(line) for line in whole.splitlines()]
    if [(line["a"], line["b"]) for line in done] != [*pairs[: len(done)]]:
        raise ModelError(f"{out} holds other pairs: remove it, or name another file")
    with out.open("ab") as file:
        file.truncate(len(whole))
        bar = tqdm(total=len(pairs), initial=len(done), desc="teacher")
        for start in range(len(done), len(pairs), SAVE_EVERY):
            some = pairs[start : start + SAVE_EVERY]
            said = np.exp(log_shares(network, tokenizer, some)).round(4).tolist()
            lines = [
                json.dumps({"a": a, "b": b, "shares": shares}, ensure_ascii=False)
                for (a, b), shares in zip(some, said, strict=True)
            ]
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            bar.update(len(some))


def read_taught(path: Path) -> list[Row]:
    """The pairs that a teacher labelled."""
    return [
        Row(
            a=line["a"],
            b=line["b"],
            source=DISTILLED,
            shares=tuple(line["shares"]),
            groups=(GROUPS[Part.TRAIN], GROUPS[Part.TRAIN]),
        )
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
