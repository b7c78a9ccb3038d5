"""Claim by claim: are they comparable, what are they to each other, why, and since when."""

from service.relations.judgements import plainly_opposed
from service.relations.judging import DECISION, Predictor, Scores, judge
from service.relations.rules import rules_digest
from service.relations.specific import names_something
from service.relations.withdrawn import withdraws

__all__ = [
    "DECISION",
    "Predictor",
    "Scores",
    "judge",
    "names_something",
    "plainly_opposed",
    "rules_digest",
    "withdraws",
]
