"""Tiny models in folders, with the real tokenizer of all-MiniLM-L6-v2."""

import shutil
from pathlib import Path
from typing import Any

import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    MPNetConfig,
    MPNetModel,
)

from models.embedding import minilm_folder

SIZE: dict[str, Any] = {
    "hidden_size": 16,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "vocab_size": 30527,
}


def encoder(folder: Path) -> Path:
    """A tiny MPNet, as the judge's base is a large one."""
    torch.manual_seed(0)
    return _with_tokenizer(MPNetModel(MPNetConfig(**SIZE)), folder)


def cross_encoder(folder: Path, labels: tuple[str, ...]) -> Path:
    """A tiny cross-encoder whose classes have these names."""
    torch.manual_seed(1)
    config = BertConfig(
        **SIZE,
        id2label=dict(enumerate(labels)),
        label2id={label: at for at, label in enumerate(labels)},
    )
    return _with_tokenizer(BertForSequenceClassification(config), folder)


def _with_tokenizer(model: MPNetModel | BertForSequenceClassification, folder: Path) -> Path:
    model.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        if (minilm_folder() / name).exists():
            shutil.copy(minilm_folder() / name, folder / name)
    return folder
