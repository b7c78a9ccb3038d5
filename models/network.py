"""A relation model's network: one encoder over both statements, three linear heads.

A cross-encoder: both statements stand in one input, framed as the base model frames a pair
(``[CLS] a [SEP] b [SEP]`` in BERT, Devlin et al. 2019). One pass answers three questions:
the relation of the pair, whether b follows from a, and whether a follows from b.
"""

import math
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic
from transformers import AutoConfig, AutoModel, PretrainedConfig

SIDE_TOKENS = 120
"""Longest statement read, in word pieces; what is beyond it is cut."""

HEAD_DROPOUT = 0.1
TRIALS = 3

LOW_RANK = (".lora_A", ".lora_B")
"""How the names of a low-rank update's two factors end (LoRA, Hu et al. 2022)."""


class Logits(NamedTuple):
    """Raw scores of a batch: ``relation`` (n, 4), ``forward`` and ``backward`` (n, 3)."""

    relation: Tensor
    forward: Tensor
    backward: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pairs of similar length as rectangular tensors; ``rows`` says which they are."""

    rows: list[int]
    inputs: dict[str, Tensor]

    def to(self, device: torch.device) -> "Batch":
        """The same batch on a device."""
        return Batch(self.rows, {name: each.to(device) for name, each in self.inputs.items()})


class PairNetwork(nn.Module):
    """An encoder with heads for the relation and for inference in both directions."""

    def __init__(self, config: PretrainedConfig) -> None:
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        self.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        self.dropout = nn.Dropout(HEAD_DROPOUT)
        self.relation = nn.Linear(config.hidden_size, 4)
        self.forward_inference = nn.Linear(config.hidden_size, 3)
        self.backward_inference = nn.Linear(config.hidden_size, 3)

    def forward(self, batch: Batch) -> Logits:
        """Score a batch."""
        states = self.encoder(**batch.inputs).last_hidden_state
        first = self.dropout(states[:, 0])
        return Logits(
            self.relation(first), self.forward_inference(first), self.backward_inference(first)
        )


def load_base(base: Path) -> PairNetwork:
    """The network before training: the base model's encoder under fresh heads.

    Only the heads' input is dropped out. On two cores the encoder's dropout masks cost more
    than a tenth of a step and the fused attention's backward pass is the slower one.
    """
    config = AutoConfig.from_pretrained(
        base,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    network = PairNetwork(config)
    state = load_file(base / "model.safetensors")
    network.encoder.load_state_dict(
        {name: state[name] for name in network.encoder.state_dict() if name in state}
    )
    return network


def load_network(base: Path, weights: Path) -> PairNetwork:
    """The trained network for inference: our weights over the base's, run in single precision.

    Args:
        base: Folder of the base model (config.json, model.safetensors).
        weights: In half precision, whole tensors that replace the base's, and pairs of
            factors ``name.lora_B @ name.lora_A`` that are added to the base's
            ``name.weight``. What it does not name is the base's own and stays in its file,
            mapped: no memory of the process's own.

    Raises:
        RuntimeError: A tensor is missing or has another shape.
        KeyError: One factor of a low-rank update is missing.
    """
    network = PairNetwork(AutoConfig.from_pretrained(base))
    ours = {name: tensor.float() for name, tensor in load_file(weights).items()}
    whole = {name: tensor for name, tensor in ours.items() if not name.endswith(LOW_RANK)}
    with safe_open(base / "model.safetensors", framework="pt") as tensors:
        of_base = {f"encoder.{name}": name for name in tensors.keys()}  # noqa: SIM118 - no mapping
        state = {
            name: tensors.get_tensor(of_base[name]).float()
            for name in network.state_dict()
            if name in of_base and name not in whole
        }
    for name, update in low_rank_updates(ours).items():
        state[name] = state[name] + update
    network.load_state_dict(state | whole, assign=True)
    return network.eval()


def low_rank_updates(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What each pair of factors ``name.lora_B @ name.lora_A`` adds to ``name.weight``.

    Raises:
        KeyError: One factor of a pair is missing.
    """
    down, up = LOW_RANK
    names = (name.removesuffix(down) for name in tensors if name.endswith(down))
    return {f"{name}.weight": tensors[f"{name}{up}"] @ tensors[f"{name}{down}"] for name in names}


def bfloat16_helps(device: torch.device) -> bool:
    """Whether half-width arithmetic is quicker there; on older processors it is slower."""
    return device.type != "cpu" or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001 - no public probe


def quickest(network: PairNetwork, batch: Batch, allowed: Sequence[str]) -> tuple[str, PairNetwork]:
    """The arithmetic in which this processor reads a batch soonest, and the network in it.

    Args:
        network: In single precision.
        batch: What is read for the trial, a few times each; the best counts.
        allowed: Of ``float32``, ``bfloat16`` (tried only where the processor has instructions
            for it, elsewhere it is slower by far) and ``int8``.
    """
    tried = {
        name: int8(network) if name == "int8" else network
        for name in allowed
        if name != "bfloat16" or bfloat16_helps(torch.device("cpu"))
    }
    if len(tried) == 1:
        return next(iter(tried.items()))
    seconds = dict.fromkeys(tried, math.inf)
    for name in [*tried] * TRIALS:
        with torch.inference_mode(), arithmetic(name):
            began = time.perf_counter()
            tried[name](batch)
            seconds[name] = min(seconds[name], time.perf_counter() - began)
    best = min(seconds, key=seconds.__getitem__)
    return best, tried[best]


def arithmetic(name: str) -> torch.autocast:
    """The context in which a network of that arithmetic is run."""
    return torch.autocast("cpu", torch.bfloat16, enabled=name == "bfloat16")


def int8(network: PairNetwork) -> PairNetwork:
    """The encoder's linear layers in eight bits, activations scaled anew for each batch.

    The second layer of each feed-forward part stays as it is: few of its inputs are so large
    that a common scale leaves the others nothing (Dettmers et al. 2022). As the scale is the
    batch's, a pair's probabilities vary by about .01 with its company.
    """
    narrow = {
        name: per_channel_dynamic_qconfig
        for name, module in network.named_modules()
        if isinstance(module, nn.Linear)
        and name.startswith("encoder.")
        and ("attention" in name or not name.endswith("output.dense"))
    }
    with warnings.catch_warnings():
        # Deprecated for a package of its own, torchao; torch is pinned (docs/decisions/0004).
        warnings.filterwarnings("ignore", ".*deprecated", category=Warning)
        narrowed: PairNetwork = quantize_dynamic(network, narrow)  # type: ignore[no-untyped-call]  # torch leaves it untyped
    narrowed.encoder.embeddings = network.encoder.embeddings
    return narrowed


class PairTokenizer:
    """Turns statements into word pieces, and pairs of them into batches as a base expects.

    How a base frames a pair (the special tokens around and between the two statements, their
    token types) is read off one encoded pair: BERT, RoBERTa and MPNet differ in it.

    Args:
        base: Folder of the base model (config.json, tokenizer.json).
    """

    def __init__(self, base: Path) -> None:
        config = AutoConfig.from_pretrained(base)
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        probe = self._tokenizer.encode("a", "b")
        first, second = probe.sequence_ids.index(0), probe.sequence_ids.index(1)
        self._before = probe.ids[:first]
        self._between = probe.ids[_end(probe, 0) : second]
        self._after = probe.ids[_end(probe, 1) :]
        self._typed = getattr(config, "type_vocab_size", 0) > 1
        self._padding: int = config.pad_token_id
        self.frame = len(self._before) + len(self._between) + len(self._after)
        """How many special tokens a pair has."""

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Word pieces of each text, without special tokens, at most ``SIDE_TOKENS``."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids[:SIDE_TOKENS] for encoding in encodings]

    def collate(self, rows: list[int], sides: Sequence[tuple[list[int], list[int]]]) -> Batch:
        """Join and pad the word pieces of ``sides[row]`` for each of ``rows``."""
        joined = [
            [*self._before, *sides[row][0], *self._between, *sides[row][1], *self._after]
            for row in rows
        ]
        width = max(map(len, joined))
        padding = [self._padding]
        mask = torch.zeros(len(rows), width, dtype=torch.long)
        types = torch.zeros_like(mask)
        second = len(self._before) + len(self._between)
        for place, row in enumerate(joined):
            mask[place, : len(row)] = 1
            types[place, second + len(sides[rows[place]][0]) : len(row)] = 1
        inputs = {
            "input_ids": torch.tensor([row + padding * (width - len(row)) for row in joined]),
            "attention_mask": mask,
        }
        return Batch(rows, inputs | ({"token_type_ids": types} if self._typed else {}))


def _end(probe: Encoding, side: int) -> int:
    """Where the pieces of a side end in an encoded pair."""
    return len(probe) - probe.sequence_ids[::-1].index(side)


def buckets(lengths: Sequence[int], rows: int, tokens: float = math.inf) -> Iterator[list[int]]:
    """Indices grouped by length, at most ``rows`` each and ``tokens`` with padding."""
    bucket: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if bucket and (len(bucket) == rows or (len(bucket) + 1) * lengths[index] > tokens):
            yield bucket
            bucket = []
        bucket.append(index)
    if bucket:
        yield bucket
