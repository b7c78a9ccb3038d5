"""Low-rank factors: what is trained, what ships, and that merging changes nothing."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from models.network import Batch, PairNetwork, PairTokenizer, load_base, load_network
from models.training.adapter import LowRank, adapt
from models.training.export import combine, export, shipped
from tests.unit.models import tiny

PAIRS = [("The dam held.", "The dam broke."), ("It rained in Varnhem all night.", "A bank closed.")]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tiny.encoder(tmp_path / "base")


@pytest.fixture
def adapted(base: Path) -> PairNetwork:
    """An adapted network whose factors are no longer those of the start."""
    network = load_base(base)
    adapt(network.encoder, LowRank(rank=4, reach=2))
    for weight in network.parameters():
        if weight.requires_grad:
            torch.nn.init.normal_(weight, std=0.2)
    return network.eval()


def batch(base: Path) -> Batch:
    tokenizer = PairTokenizer(base)
    a, b = (tokenizer.pieces([pair[side] for pair in PAIRS]) for side in (0, 1))
    return tokenizer.collate([0, 1], list(zip(a, b, strict=True)))


def test_only_factors_of_the_upper_layers_and_the_heads_are_trained(adapted: PairNetwork) -> None:
    trained = [name for name, weight in adapted.named_parameters() if weight.requires_grad]
    assert {name.split(".")[0] for name in trained} == {
        "encoder", "relation", "forward_inference", "backward_inference",
    }  # fmt: skip
    inside = [name for name in trained if name.startswith("encoder")]
    assert {name.split(".layer.")[1][0] for name in inside} == {"1", "2"}
    assert all("lora_" in name for name in inside)
    assert len(inside) == 2 * 6 * 2  # layers, linear modules of each, factors


def test_merged_into_the_base_it_says_the_same(
    tmp_path: Path, base: Path, adapted: PairNetwork
) -> None:
    export(shipped(adapted), tmp_path / "out", base, {"name": "test"})
    merged = load_network(base, tmp_path / "out" / "model.safetensors")
    with torch.inference_mode():
        for ours, theirs in zip(merged(batch(base)), adapted(batch(base)), strict=True):
            torch.testing.assert_close(ours, theirs, atol=5e-3, rtol=5e-3)
    untouched = load_base(base).state_dict()
    layers = "encoder.encoder.layer.{}.attention.attn.q.weight"
    assert torch.equal(merged.state_dict()[layers.format(0)], untouched[layers.format(0)])
    assert not torch.equal(merged.state_dict()[layers.format(2)], untouched[layers.format(2)])


def test_what_ships_is_small_and_halved(tmp_path: Path, base: Path, adapted: PairNetwork) -> None:
    export(shipped(adapted), tmp_path / "out", base, {"name": "test"})
    tensors = load_file(tmp_path / "out" / "model.safetensors")
    assert {tensor.dtype for tensor in tensors.values()} == {torch.half}
    assert not any("base_layer" in name or "default" in name for name in tensors)


def test_the_mean_of_adapters_adds_half_of_each_update(
    tmp_path: Path, base: Path, adapted: PairNetwork
) -> None:
    one = shipped(adapted)
    other = {name: torch.flip(tensor, [0]) for name, tensor in one.items()}
    heads = [name for name in one if name.startswith("forward_inference")]
    for name in heads:
        del other[name]
    states = []
    for number, tensors in enumerate((one, {**one, **other}, combine([one, other]))):
        export(tensors, tmp_path / str(number), base, {"name": "test"})
        weights = tmp_path / str(number) / "model.safetensors"
        states.append(load_network(base, weights).state_dict())
    for name, together in states[2].items():
        expected = states[0][name] if name in heads else (states[0][name] + states[1][name]) / 2
        torch.testing.assert_close(together, expected, atol=2e-3, rtol=2e-3)
