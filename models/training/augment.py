"""Rule-made pairs, at training time only: one detail changed on purpose.

A detail both statements of a pair give (a number, weekday, month, or a word with a plain
opposite) is changed on one side: agreement becomes conflict. Changed on both sides alike
it stays agreement, and in a pair about different things a change makes nothing: so the
changed word alone never gives the label away.
"""

import random
import re
from dataclasses import replace

from models.training.data import RELATIONS, Row

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April June July August September October November December".split()
)
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_FAMILIES = (_WEEKDAYS, _MONTHS, _COUNTS)
_OPPOSITES = (
    ("rose", "fell"),
    ("rise", "fall"),
    ("higher", "lower"),
    ("more", "fewer"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("gained", "lost"),
    ("before", "after"),
    ("first", "last"),
    ("acquitted", "convicted"),
    ("guilty", "not guilty"),
    ("approved", "rejected"),
    ("accepted", "refused"),
    ("won", "lost"),
    ("opened", "closed"),
    ("alive", "dead"),
    ("confirmed", "denied"),
    ("is", "is not"),
    ("was", "was not"),
    ("were", "were not"),
    ("has", "has not"),
    ("have", "have not"),
    ("will", "will not"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("north", "south"),
    ("east", "west"),
    ("all", "some"),
)
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[A-Za-z]+")


def _other_number(number: str, rng: random.Random) -> str:
    """Another number of the same shape, far enough away to be no rounding."""
    plain = number.replace(",", "")
    if re.fullmatch(r"(?:19|20)\d\d", number):
        return str(int(number) + rng.choice((-3, -2, -1, 1, 2)))
    if "." in plain:
        whole, decimals = plain.split(".")
        return f"{int(whole) + rng.choice((1, 2, 3, 5))}.{decimals}"
    value = int(plain)
    changed = max(1, round(value * rng.choice((0.4, 0.6, 0.7, 1.3, 1.5, 2))))
    if changed == value:
        changed = value + rng.choice((1, 2))
    return f"{changed:,}" if "," in number else str(changed)


def _another(word: str, rng: random.Random) -> str | None:
    """A word that clashes with this one in the same place, or None."""
    if word[0].isdigit():
        return _other_number(word, rng)
    for family in _FAMILIES:
        if word in family:
            return rng.choice([other for other in family if other != word])
    for left, right in _OPPOSITES:
        if word == left:
            return right
        if word == right:
            return left
    return None


def _swap(text: str, word: str, other: str) -> str:
    return re.sub(rf"(?<![\w.,]){re.escape(word)}(?![\w]|[.,]\d)", other, text)


def changed(row: Row, rng: random.Random) -> Row | None:
    """The row with one shared detail changed and its label as it then is, or None."""
    shared = sorted(set(_TOKEN.findall(row.a)) & set(_TOKEN.findall(row.b)))
    candidates = [word for word in shared if _another(word, rng)]
    if not candidates:
        return None
    specific = [word for word in candidates if word[0].isdigit() or word[0].isupper()]
    word = rng.choice(specific or candidates)
    other = _another(word, rng)
    if other is None:
        return None
    a, b = _swap(row.a, word, other), _swap(row.b, word, other)
    agreement = row.relation == RELATIONS.index("agreement")
    if a == row.a or b == row.b:
        return None
    if agreement and rng.random() < 0.3:
        return replace(row, a=a, b=b, source="made")
    label = RELATIONS.index("conflict") if agreement else row.relation
    return replace(row, b=b, relation=label, source="made", reason=None)
