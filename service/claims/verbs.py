"""Whether words hold a verb, told by the words alone: for lines that are not yet sentences."""

from collections.abc import Sequence

from models.words import words_of
from service.claims.cues import HOLDING
from service.claims.lexicon import words

_SIGNS = words(
    """
    is are was were be been am has have had do does did will would can could may might must
    shall should isn't aren't wasn't weren't won't wouldn't can't couldn't don't doesn't didn't
    hasn't haven't hadn't it's he's she's they're we're i'm you're that's there's i've we've
    i'll we'll said says told went came made took got gave became began fell rose grew saw knew
    left led won lost met kept held ran set sent spent built brought bought paid sold stood sat
    fought broke spoke wrote drove flew chose drew hit put cut let hurt struck felt found
    thought remain remains seem seems need needs want wants continue continues cost costs mean
    means shows make makes take takes come comes go goes give gives keep keeps lead leads cannot
    burst hid bled froze swept tore wore swore shook stole rang sank slept wept dealt bent dug hung
    threw overtook withdrew overcame spread shut split quit shot beat bit blew caught taught fled
    fed bore laid lay rode woke arose sought swung spun sprang shrank drank ate forgot forbade
    includes include allows allow requires require depends expects plans hopes faces
    """
) | {form for form, (_, kind) in HOLDING.items() if kind == "past"}
_CLITICS = words("n't n’t 's 're 've 'll 'm 'd ’s ’re ’ve ’ll ’m ’d")  # noqa: RUF001 -- as newspapers print them
_DETERMINERS = words(
    """
    the a an this that these those his her its their our my your some many most several all both
    each every no any another other one two three four five six seven eight nine ten few more
    such
    """
)
_SINGULAR = words("he she it that which who")
_OBJECTS = words("the a an to that it him her them his its their")


def has_verb(text: str) -> bool:
    """Whether a stretch of words holds a finite verb, as far as words alone tell."""
    found = [text[start:end] for start, end in words_of(text)]
    return any(_is_verb(found, at) for at in range(len(found)))


def _is_verb(found: Sequence[str], at: int) -> bool:
    word, before = found[at], found[at - 1] if at else ""
    if not word.islower() or word in _CLITICS:
        return word.endswith(("n't", "n’t"))  # noqa: RUF001 -- as newspapers print it
    if word in _SIGNS:
        return True
    if len(word) > 3 and word.endswith("ed") and not word.endswith("eed"):
        return before.lower() not in _DETERMINERS
    if not before or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us")):
        return False
    named = before[0].isupper() and before.lower() not in _DETERMINERS
    after = found[at + 1].lower() if at + 1 < len(found) else ""
    return named or before.lower() in _SINGULAR or after in _OBJECTS
