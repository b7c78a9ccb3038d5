"""What made an answer, so that it can be repeated."""

from dataclasses import dataclass
from typing import Self

from service.desk.parts import Archive, Embedder, NamedPredictor
from service.relations import DECISION, rules_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """A model by name and the sha256 of its weights."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Models, rules and index generation behind an answer; what took no part is None.

    ``decision`` says how a label follows from the probabilities, ``rules`` is the sha256
    of the rules that stand round the model.
    """

    screen: ModelName
    decision: str
    rules: str
    judge: ModelName | None = None
    embedding: ModelName | None = None
    generation: str | None = None

    @classmethod
    def of(
        cls,
        predictor: NamedPredictor,
        embedder: Embedder | None = None,
        archive: Archive | None = None,
    ) -> Self:
        """Name the parts as they are now."""
        return cls(
            screen=ModelName(name=predictor.name, digest=predictor.digest),
            decision=DECISION,
            rules=rules_digest(),
            embedding=ModelName(name=embedder.name, digest=embedder.digest) if embedder else None,
            generation=archive.index.status().generation if archive else None,
        )
