"""What made an answer, so that it can be repeated."""

from dataclasses import dataclass, replace
from typing import Self

from service.desk.parts import Analyser, Archive, Embedder, Models
from service.desk.tiers import NamedPredictor, Tiers
from service.relations import DECISION, rules_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """A model by name and digest; of a relation model its arithmetic too."""

    name: str
    digest: str
    precision: str | None = None

    @classmethod
    def of(cls, model: Analyser | Embedder) -> Self:
        """The name of a model that splits or finds."""
        return cls(name=model.name, digest=model.digest)

    @classmethod
    def of_predictor(cls, model: NamedPredictor | None) -> Self | None:
        """The name of a relation model, if there is one."""
        if model is None:
            return None
        return cls(name=model.name, digest=model.digest, precision=model.precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Models, rules and index generation behind an answer; what took no part is None.

    ``decision`` says how a label follows from the probabilities, ``rules`` is the sha256
    of the rules that stand round the relation models. Stored articles that wait to be split
    anew still have the claims of an earlier ``analyser`` than is named.
    """

    screen: ModelName | None
    judge: ModelName | None
    decision: str
    rules: str
    analyser: ModelName | None = None
    embedding: ModelName | None = None
    generation: str | None = None

    @classmethod
    def of(cls, models: Models, archive: Archive | None = None) -> Self:
        """Name the parts as they are now, where articles were split."""
        return replace(
            cls.of_pairs(models.predictor),
            analyser=ModelName.of(models.analyser),
            embedding=ModelName.of(models.embedder),
            generation=archive.index.status().generation if archive else None,
        )

    @classmethod
    def of_pairs(cls, predictor: Tiers) -> Self:
        """Name what judges pairs that were handed in."""
        return cls(
            screen=ModelName.of_predictor(predictor.screen),
            judge=ModelName.of_predictor(predictor.judge),
            decision=DECISION,
            rules=rules_digest(),
        )
