"""Claims: an article's statements, each with who holds it. Pure code, no I/O."""

from service.claims.corrections import corrections
from service.claims.extraction import SPLITTER, SentenceAnalyser, extract

__all__ = ["SPLITTER", "SentenceAnalyser", "corrections", "extract"]
