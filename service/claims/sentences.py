"""Sentences of a paragraph: nupunkt's Punkt model, taught the titles of news text.

Method: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (2006).
"""

import re
from functools import cache
from itertools import pairwise

from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model

TITLES = (
    "lt col gen maj capt sgt cpl cmdr adm brig gov rep reps sen sens rev hon pres sec atty supt"
    " insp det dep asst prof dr mr mrs ms messrs st fr sr jr ft mt no nos vs jan feb mar apr jun"
    " jul aug sept sep oct nov dec mon tues tue wed thurs thu fri"
).split()

_CLOSED_BY_MARK = re.compile(r"[?!…][\"”’»']$")
_SPEAKS_ON = re.compile(r"(?:\w+ ){0,3}?[a-z]")


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    tokenizer.add_abbreviations(TITLES)
    return tokenizer


def sentences(paragraph: str) -> list[tuple[int, int]]:
    """The bounds of each sentence of a smoothed paragraph, in order."""
    found: list[tuple[int, int]] = []
    for start, end in _tokenizer().spans(paragraph, paragraph_breaks=False):
        if found and _belongs(paragraph, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _belongs(paragraph: str, before: tuple[int, int], start: int) -> bool:
    """Whether a sentence goes on after a quoted question or exclamation."""
    return bool(
        _CLOSED_BY_MARK.search(paragraph[before[0] : before[1]]) and paragraph[start].islower()
    )
