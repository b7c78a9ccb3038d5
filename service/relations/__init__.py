"""Claim by claim: are they comparable, what are they to each other, why, and since when."""

from service.relations.judging import Predictor, Scores, judge

__all__ = ["Predictor", "Scores", "judge"]
