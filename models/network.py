"""The relation model's network: one encoder over both statements, three linear heads.

The input is ``[CLS] a [SEP] b [SEP]`` in a BERT encoder (Devlin et al. 2019). One pass
answers three questions: the relation of the pair, whether b follows from a, and whether
a follows from b.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

CLS, SEP = 101, 102
SIDE_TOKENS = 120
"""Longest statement read, in word pieces; what is beyond it is cut."""

HEAD_DROPOUT = 0.1

WORDS = "encoder.embeddings.word_embeddings.weight"
"""The frozen parameter: never trained, shared with the embedding model, not shipped."""


class Logits(NamedTuple):
    """Raw scores of a batch: ``relation`` (n, 4), ``forward`` and ``backward`` (n, 3)."""

    relation: Tensor
    forward: Tensor
    backward: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pairs of similar length as rectangular tensors; ``rows`` says which they are."""

    rows: list[int]
    ids: Tensor
    types: Tensor
    mask: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same batch on a device."""
        tensors = (self.ids, self.types, self.mask)
        return Batch(self.rows, *(tensor.to(device) for tensor in tensors))


class PairNetwork(nn.Module):
    """A BERT encoder with heads for the relation and for inference in both directions."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        self.dropout = nn.Dropout(HEAD_DROPOUT)
        self.relation = nn.Linear(config.hidden_size, 4)
        self.forward_inference = nn.Linear(config.hidden_size, 3)
        self.backward_inference = nn.Linear(config.hidden_size, 3)

    def forward(self, batch: Batch) -> Logits:
        """Score a batch."""
        states = self.encoder(
            input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.mask
        ).last_hidden_state
        first = self.dropout(states[:, 0])
        return Logits(
            self.relation(first), self.forward_inference(first), self.backward_inference(first)
        )


def load_base(base: Path) -> PairNetwork:
    """The network before training: the base model's encoder under fresh heads.

    Only the heads' input is dropped out. On two cores the encoder's dropout masks cost more
    than a tenth of a step and the fused attention's backward pass is the slower one.
    """
    config = BertConfig.from_pretrained(
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
    """The trained network for inference: the base's word embeddings, our weights for the rest.

    Args:
        base: Folder of the base model (config.json, model.safetensors).
        weights: Everything but the word embeddings, in half precision; run in single.

    Raises:
        RuntimeError: A tensor is missing or has another shape.
    """
    network = PairNetwork(BertConfig.from_pretrained(base))
    with safe_open(base / "model.safetensors", framework="pt") as tensors:
        state = {WORDS: tensors.get_tensor("embeddings.word_embeddings.weight")}
    state |= load_file(weights)
    network.load_state_dict({name: tensor.float() for name, tensor in state.items()})
    return network.eval()


def bfloat16_helps(device: torch.device) -> bool:
    """Whether half-width arithmetic is quicker there; on older processors it is slower."""
    return device.type != "cpu" or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001 - no public probe


def load_tokenizer(base: Path) -> Tokenizer:
    """The word-piece tokenizer of a base model's folder, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def tokenise(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    """Word pieces of each text, without special tokens, at most ``SIDE_TOKENS``."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [encoding.ids[:SIDE_TOKENS] for encoding in encodings]


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


def collate(rows: list[int], sides: Sequence[tuple[list[int], list[int]]]) -> Batch:
    """Join and pad the word pieces of ``sides[row]`` for each of ``rows``."""
    joined = [[CLS, *sides[row][0], SEP, *sides[row][1], SEP] for row in rows]
    width = max(map(len, joined))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in joined])
    types = torch.zeros_like(ids)
    for place, row in enumerate(rows):
        types[place, len(sides[row][0]) + 2 : len(joined[place])] = 1
    return Batch(rows, ids, types, (ids != 0).long())
