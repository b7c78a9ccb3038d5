"""Relation models by the folder of their manifest, whatever kind they are."""

from pathlib import Path

from models.base import MPNET
from models.embedding import minilm_folder
from models.errors import ModelError
from models.nli import InferenceCrossEncoder
from models.relation import RelationModel, read_manifest


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
    name = manifest["base"].removeprefix("sentence-transformers/")
    bases = {MPNET.name: lambda: cache / MPNET.name, "all-MiniLM-L6-v2": minilm_folder}
    if name not in bases:
        raise ModelError(f"{folder} has the base {name}, which is none of {', '.join(bases)}")
    return RelationModel(folder, bases[name](), again=again)
