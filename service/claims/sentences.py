"""Sentences of a paragraph: nupunkt's Punkt model, taught the titles of news text.

Method: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (2006).
"""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from functools import cache

from nupunkt import PunktSentenceTokenizer
from nupunkt.models import load_default_model

from service.claims.lexicon import BODY_NOUNS, TITLES, words

ABBREVIATIONS = words(
    """
    lt col gen maj capt sgt cpl cmdr adm brig gov rep reps sen sens rev hon pres sec atty supt
    insp det dep asst prof dr mr mrs ms messrs st fr sr jr ft mt nos vs inc corp ltd co bros
    dept assn univ est approx gal min max avg jan feb mar apr jun jul aug sept sep oct nov dec
    mon tues tue wed thurs thu fri sat sun calif fla va md conn ariz ala ark colo ga ind kan ky
    mich minn mo mont neb nev okla pa penn tenn tex vt wis wyo
    """
)
"""Titles, months, companies and states: what news text abbreviates with a full stop."""


_COUNTRY = re.compile(r"\b(?:[A-Z]\.){2,}$")


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    # The model was trained on statutes and takes "month", "day" or "tax" for abbreviations.
    for word in tokenizer.abbreviations:
        if word.isalpha() and len(word) > 2 and word not in ABBREVIATIONS:
            tokenizer.remove_abbreviation(word)
    tokenizer.add_abbreviations(sorted(ABBREVIATIONS))
    return tokenizer


def sentences(paragraph: str) -> list[tuple[int, int]]:
    """The bounds of each sentence of a smoothed paragraph, in order."""
    found: list[tuple[int, int]] = []
    for start, end in _tokenizer().spans(paragraph, paragraph_breaks=False):
        if found and _belongs(paragraph, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _belongs(paragraph: str, end: int, start: int) -> bool:
    """Whether a break is none: behind a quoted question, in "(D-Md.), chair", "U.S. Senator"."""
    if paragraph[start].islower() or paragraph[start] in "),;:—–":
        return True
    word = paragraph[start : start + 40].split(maxsplit=1)[0].lower()
    return word in TITLES | BODY_NOUNS and bool(_COUNTRY.search(paragraph, max(end - 12, 0), end))
