"""Why a statement is worth checking, or is not: the reason beside its score."""

import re

from service.claims.holders import Held
from service.claims.lexicon import words
from service.claims.tree import Tree
from service.vocabulary import HolderKind, Modality, Topic

_FIRST_PERSON = words("i me my mine myself")
_OPINION = words(
    """
    think thinks believe believes feel feels hope hopes wish good great best better bad worst worse
    terrible wonderful beautiful horrible amazing fantastic ridiculous disgraceful shameful wrong
    right fair unfair smart stupid foolish wise dangerous reckless crazy insane disaster failure
    success mistake important necessary
    """
)
_RECORD = words(
    """
    first last ever never record highest lowest largest smallest biggest longest worst most fewest
    only unprecedented vote votes voted voting signed passed repealed vetoed enacted law since
    """
)
_FIGURE = re.compile(
    r"\d|\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|per ?cent|percent|half"
    r"|thirds?|quarters?|doubled?|tripled?|twice|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_TO_COME = frozenset([Modality.PLANNED, Modality.EXPECTED, Modality.CONDITIONAL])


def topic(tree: Tree, held: Held, modality: Modality) -> Topic:
    """What a statement mainly is, for whoever decides what to check.

    Args:
        tree: Its sentence.
        held: The statement.
        modality: How it is put.
    """
    lower = {tree.lower[word] for word in held.part.words}
    subject = tree.subject(held.part.predicate)
    if held.quoted and subject is not None and tree.lower[subject] in _FIRST_PERSON:
        judged = lower & _OPINION or modality is not Modality.ASSERTED
        return Topic.OPINION if judged else Topic.EXPERIENCE
    if modality in _TO_COME:
        return Topic.PREDICTION
    judging = held.holder.kind is not HolderKind.NARRATION and not held.quoted
    if judging or modality is Modality.DEMANDED or lower & _OPINION:
        return Topic.OPINION
    text = " ".join(tree.sentence[a:b] for a, b in held.part.pieces)
    if _FIGURE.search(text):
        return Topic.FIGURE
    return Topic.RECORD if lower & _RECORD else Topic.EVENT
