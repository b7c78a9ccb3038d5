"""What made an answer, so that it can be repeated."""

from dataclasses import dataclass
from typing import Self

from service.desk.parts import Archive, Embedder
from service.desk.tiers import NamedPredictor, Tiers
from service.relations import DECISION, rules_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """A model by name and digest; of a relation model its arithmetic too."""

    name: str
    digest: str
    precision: str | None = None

    @classmethod
    def of(cls, model: NamedPredictor | None) -> Self | None:
        """The name of a relation model, if there is one."""
        if model is None:
            return None
        return cls(name=model.name, digest=model.digest, precision=model.precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Models, rules and index generation behind an answer; what took no part is None.

    ``decision`` says how a label follows from the probabilities, ``rules`` is the sha256
    of the rules that stand round the models.
    """

    screen: ModelName | None
    judge: ModelName | None
    decision: str
    rules: str
    embedding: ModelName | None = None
    generation: str | None = None

    @classmethod
    def of(
        cls,
        predictor: Tiers,
        embedder: Embedder | None = None,
        archive: Archive | None = None,
    ) -> Self:
        """Name the parts as they are now."""
        return cls(
            screen=ModelName.of(predictor.screen),
            judge=ModelName.of(predictor.judge),
            decision=DECISION,
            rules=rules_digest(),
            embedding=ModelName(name=embedder.name, digest=embedder.digest) if embedder else None,
            generation=archive.index.status().generation if archive else None,
        )
