from pathlib import Path

import pytest

from models.embedding import SentenceEmbedder
from models.relation import RelationModel
from service.parts import Parts
from service.settings import Settings


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder("all-MiniLM-L6-v2")


@pytest.fixture(scope="session")
def screen() -> RelationModel:
    return RelationModel()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", model_cache=tmp_path / "models")


@pytest.fixture
def parts(settings: Settings, embedder: SentenceEmbedder, screen: RelationModel) -> Parts:
    return Parts.given(settings, embedder=embedder, screen=screen, judge=None)
