"""Low-rank adaptation (LoRA, Hu et al. 2022) of a base too large to train or to ship whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from peft import LoraConfig, inject_adapter_in_model
from torch import Tensor, nn

SCALE = 2.0
"""What the product of the two factors is multiplied by (alpha over rank)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LowRank:
    """Which part of the encoder is adapted: every linear layer of its ``reach`` top layers."""

    rank: int
    reach: int


def adapt(encoder: nn.Module, adapter: LowRank) -> None:
    """Freeze an encoder and put trainable low-rank factors beside its top linear layers."""
    layers = list(encoder.get_submodule("encoder.layer").children())
    first = max(0, len(layers) - adapter.reach)
    targets = [
        f"encoder.layer.{number}.{name}"
        for number, layer in enumerate(layers)
        if number >= first
        for name, module in layer.named_modules()
        if isinstance(module, nn.Linear)
    ]
    config = LoraConfig(
        r=adapter.rank, lora_alpha=round(SCALE * adapter.rank), target_modules=targets
    )
    inject_adapter_in_model(config, encoder)


def factors(trained: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The trained tensors under the names that ``load_network`` knows, the scale folded in."""
    renamed = {name.replace(".default.weight", ""): tensor for name, tensor in trained.items()}
    return {
        name: SCALE * tensor if name.endswith(".lora_B") else tensor
        for name, tensor in renamed.items()
    }
