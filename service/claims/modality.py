"""Whether a statement says that something is so, or that it may, would, will or should be."""

from service.claims.lexicon import words
from service.claims.statements import Part
from service.claims.tree import Tree
from service.vocabulary import Modality

_MODALS = (
    (Modality.DEMANDED, words("should must ought")),
    (Modality.POSSIBLE, words("may might could perhaps possibly maybe allegedly purportedly")),
    (Modality.CONDITIONAL, words("would")),
    (Modality.EXPECTED, words("will shall 'll ’ll wo")),  # noqa: RUF001 -- as newspapers print it
)
_CONDITIONS = words("if unless provided")
_OBLIGED = words("have has had need needs needed ought supposed obliged required")
_PLANNED = words(
    """
    plan plans planned planning intend intends intended intending aim aims aimed aiming seek seeks
    sought seeking prepare prepares prepared preparing hope hopes hoped hoping want wants wanted
    promise promises promised promising vow vows vowed vowing pledge pledges pledged pledging agree
    agrees agreed agreeing threaten threatens threatened threatening offer offers offered try tries
    attempt attempts
    """
)
_EXPECTED = words(
    """
    expected likely unlikely set due scheduled poised slated bound going expects expect predicted
    projected forecast anticipated about
    """
)


def modality(tree: Tree, part: Part) -> Modality:
    """How a statement's predicate is put.

    Args:
        tree: The sentence it stands in.
        part: The statement.
    """
    at = part.predicate
    conditions = tree.children(at, "advcl")
    if any(tree.lower[m] in _CONDITIONS for c in conditions for m in tree.children(c, "mark")):
        return Modality.CONDITIONAL
    helpers = {tree.lower[w] for w in (*tree.auxiliaries(at), *tree.children(at, "advmod"))}
    helpers |= {
        tree.lower[w] for w in part.words if tree.words[w].tag == "MD" and tree.words[w].head == at
    }
    for kind, signs in _MODALS:
        if helpers & signs:
            return kind
    if tree.child(at, "xcomp", "ccomp") is not None or tree.lower[at] in ("due", "scheduled"):
        for kind, signs in (
            (Modality.DEMANDED, _OBLIGED),
            (Modality.PLANNED, _PLANNED),
            (Modality.EXPECTED, _EXPECTED),
        ):
            if tree.lower[at] in signs:
                return kind
    return Modality.ASSERTED
