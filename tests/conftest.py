import shutil
from pathlib import Path

import pytest

from models.embedding import SentenceEmbedder
from models.relation import SCREEN, RelationModel, read_manifest
from models.training.calibration import write_manifest
from service.parts import Parts
from service.settings import Settings


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> RelationModel:
    """The bundled screen in single precision on every machine, whatever is quicker there."""
    folder = tmp_path_factory.mktemp("models") / "screen"
    shutil.copytree(SCREEN, folder)
    write_manifest(folder, read_manifest(folder) | {"precisions": ["float32"]})
    return RelationModel(folder)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", model_cache=tmp_path / "models")


@pytest.fixture
def parts(settings: Settings, embedder: SentenceEmbedder, screen: RelationModel) -> Parts:
    return Parts.given(settings, embedder=embedder, screen=screen, judge=None)
