"""Relation models by the folder of their manifest, whatever kind they are."""

from functools import cache
from pathlib import Path

from models.analysis import ANALYSER, Analyser
from models.base import MPNET, is_installed
from models.embedding import BASE, minilm_folder
from models.errors import ModelError
from models.nli import InferenceCrossEncoder
from models.relation import JUDGE, RelationModel, read_manifest


def load_relation_model(
    folder: Path, cache: Path, *, again: bool = True
) -> RelationModel | InferenceCrossEncoder:
    """The relation model of a folder: one of ours on its base, or a cross-encoder of the hub.

    Args:
        folder: Holds ``manifest.json``.
        cache: Where the judge's base is installed.
        again: Whether one of ours reads doubtful pairs in the other order too.

    Raises:
        ModelError: A file is missing, or is not the one the manifest names.
    """
    manifest = read_manifest(folder)
    if "cross_encoder" in manifest:
        return InferenceCrossEncoder(folder)
    return RelationModel(folder, base_folder(manifest["base"], cache), again=again)


def base_folder(base: str, cache: Path) -> Path:
    """The folder of a base model by its name on the hub.

    Raises:
        ModelError: It is not installed, or none of ours.
    """
    name = base.removeprefix("sentence-transformers/")
    if name == BASE:
        return minilm_folder()
    if name != MPNET.name:
        raise ModelError(f"the base {base} is neither {BASE} nor {MPNET.name}")
    if not is_installed(cache / name):
        raise ModelError(f"{name} is not in {cache}: run `counterpoint models install`")
    return cache / name


def judge_folder(named: Path | None, cache: Path) -> Path | None:
    """The folder of the judge: the one named, or ours where its base is installed."""
    return named or (JUDGE if is_installed(cache / MPNET.name) else None)


@cache
def load_analyser(folder: Path = ANALYSER) -> Analyser:
    """The sentence analyser of a folder, on all-MiniLM-L6-v2; one a process.

    Raises:
        ModelError: A file is missing, or is not the one the manifest names.
    """
    return Analyser(folder, minilm_folder())
