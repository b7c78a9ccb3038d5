"""Working parts from settings, each made when first asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from service.settings import Settings

if TYPE_CHECKING:
    from service.desk.parts import Analyser, Archive, Embedder, Models
    from service.desk.tiers import NamedPredictor, Tiers
    from service.inference import Inference


SCREEN_PAIRS, JUDGE_PAIRS = 64, 8
"""Pairs in one batch: a second or two, for which a short question may have to wait."""


@dataclass(frozen=True)
class Parts:
    """What the jobs work with, each made when first asked for.

    Models take seconds to load and a command rarely needs them all, so nothing is made
    at construction.
    """

    settings: Settings

    @classmethod
    def given(cls, settings: Settings, **parts: object) -> "Parts":
        """Parts of which some are handed in, as tests do."""
        made = cls(settings)
        unknown = parts.keys() - {"analyser", "embedder", "screen", "judge", "archive"}
        if unknown:
            raise TypeError(f"no such part: {', '.join(sorted(unknown))}")
        vars(made).update(parts)
        return made

    @cached_property
    def inference(self) -> "Inference":
        """The one thread that runs the models."""
        import torch

        from service.inference import Inference

        torch.set_num_threads(self.settings.threads)
        return Inference()

    @cached_property
    def analyser(self) -> "Analyser":
        """What reads sentences."""
        from models.loading import load_analyser
        from service.inference import BatchedAnalyser

        return BatchedAnalyser(load_analyser(), self.inference)

    @cached_property
    def embedder(self) -> "Embedder":
        """The embedding model."""
        from models.embedding import SentenceEmbedder
        from service.inference import BatchedEmbedder

        return BatchedEmbedder(SentenceEmbedder(self.settings.embedding_model), self.inference)

    @cached_property
    def screen(self) -> "NamedPredictor":
        """The relation model that reads every candidate: once, where a judge reads on."""
        from models.relation import SCREEN

        alone = self.judge is None
        return self._relation_model(self.settings.screen or SCREEN, SCREEN_PAIRS, again=alone)

    @cached_property
    def judge(self) -> "NamedPredictor | None":
        """The relation model that decides what the screen leaves, where its base is installed."""
        folder = self._judge_folder
        return self._relation_model(folder, JUDGE_PAIRS, again=True) if folder else None

    @property
    def _judge_folder(self) -> Path | None:
        from models.loading import judge_folder

        return judge_folder(self.settings.judge, self.settings.model_cache)

    def _relation_model(self, folder: Path, batch: int, *, again: bool) -> "NamedPredictor":
        from models.loading import load_relation_model
        from service.inference import BatchedPredictor

        model = load_relation_model(folder, self.settings.model_cache, again=again)
        return BatchedPredictor(model, self.inference, batch)

    @cached_property
    def predictor(self) -> "Tiers":
        """Both relation models, or the screen alone."""
        from models.relation import plainly_neutral
        from service.desk.tiers import Tiers

        folder = self._judge_folder
        if self.judge is None or folder is None:
            return Tiers(self.screen)
        return Tiers(self.screen, self.judge, plainly_neutral(folder, self.screen.digest))

    def warm(self) -> None:
        """Make every part and run each model once, so that no request waits for a load."""
        from service.articles import language_of

        language_of("The dam held.")
        self.analyser.analyse(["The dam held."])
        self.models.embedder.encode(["The dam held."])
        for model in self.predictor.models:
            model.predict([("The dam held.", "The dam broke.")])
        self.archive.index.status()

    @property
    def models(self) -> "Models":
        """All models."""
        from service.desk.parts import Models

        return Models(self.analyser, self.embedder, self.predictor)

    @cached_property
    def archive(self) -> "Archive":
        """Database and index, made or upgraded in the home when first used."""
        from service.desk.parts import Archive
        from service.index import Index
        from service.store import Store

        Path(self.settings.home).mkdir(parents=True, exist_ok=True)
        store = Store.open(self.settings.database_url)
        store.upgrade()
        return Archive(
            store,
            Index(
                store,
                self.settings.home / "index",
                model_name=self.embedder.name,
                model=self.embedder.digest,
                dim=self.embedder.dim,
            ),
        )
