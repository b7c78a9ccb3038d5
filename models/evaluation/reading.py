"""A model's reading of pairs, as a function whose answers can be kept.

It stands in a module of its own because joblib keeps answers by the module's name, which for a
module that is run is another than for one that is imported.
"""

from models.evaluation.metrics import Floats
from models.nli import InferenceCrossEncoder
from models.relation import RelationModel

Model = RelationModel | InferenceCrossEncoder


def read_pairs(
    model: Model, _key: str, pairs: list[tuple[str, str]]
) -> tuple[Floats, Floats, Floats]:
    """Probabilities of the relation ``(n, 4)`` and of inference both ways ``(n, 3)``.

    ``_key`` names what decides them: it is what answers are kept by.
    """
    scores = model.predict(pairs)
    return scores.relation, scores.forward, scores.backward
