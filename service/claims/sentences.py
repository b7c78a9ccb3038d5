"""Sentences of a paragraph: nupunkt's Punkt model, taught the titles of news text.

Method: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (2006).
"""

from functools import cache

from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model

TITLES = (
    "lt col gen maj capt sgt cpl cmdr adm brig gov rep reps sen sens rev hon pres sec atty supt"
    " insp det dep asst prof dr mr mrs ms messrs st fr sr jr ft mt no nos vs jan feb mar apr jun"
    " calif fla ill va md mass conn ariz ala ark colo ga ind kan ky mich minn miss mo mont neb nev"
    " okla ore pa tenn tex vt wash wis wyo"
    " jul aug sept sep oct nov dec mon tues tue wed thurs thu fri"
).split()


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    tokenizer.add_abbreviations(TITLES)
    return tokenizer


def sentences(paragraph: str) -> list[tuple[int, int]]:
    """The bounds of each sentence of a smoothed paragraph, in order."""
    found: list[tuple[int, int]] = []
    for start, end in _tokenizer().spans(paragraph, paragraph_breaks=False):
        if found and _belongs(paragraph, start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _belongs(paragraph: str, start: int) -> bool:
    """Whether a break is none: behind a quoted question, inside "(D-Md.), chair of"."""
    return paragraph[start].islower() or paragraph[start] in "),;:—–"
