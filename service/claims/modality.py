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
_NO_CONDITIONS = words("as even")
"""Before "if" they compare or concede."""
_OBLIGED = words("have has had need needs needed ought supposed obliged required")
_PLANNED = words(
    """
    plan plans planned planning intend intends intended intending aim aims aimed aiming hope hopes
    hoped hoping promise promises promised promising vow vows vowed vowing pledge pledges pledged
    pledging prepare prepares prepared preparing threaten threatens threatened threatening
    """
)
_EXPECTED = words(
    """
    expected likely unlikely set due scheduled poised slated bound going expects expect predicted
    projected forecast anticipated about
    """
)


def modality(tree: Tree, part: Part, verbatim: frozenset[int] | None = None) -> Modality:
    """How a statement's predicate is put.

    Args:
        tree: The sentence it stands in.
        part: The statement.
        verbatim: Of what somebody is reported to say, the words in quotation marks; None where
            nobody is reported.
    """
    at = part.predicate
    conditions = tree.children(at, "advcl")
    if any(_is_condition(tree, m) for c in conditions for m in tree.children(c, "mark")):
        return Modality.CONDITIONAL
    helpers = {*tree.auxiliaries(at), *tree.children(at, "advmod")}
    helpers |= {w for w in part.words if tree.words[w].tag == "MD" and tree.words[w].head == at}
    for kind, signs in _MODALS:
        found = [w for w in helpers if tree.lower[w] in signs]
        if not found:
            continue
        foretold = verbatim is not None and not verbatim.intersection(found)
        if kind is Modality.CONDITIONAL and foretold and _is_told_of_past(tree, at):
            return Modality.EXPECTED
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


def _is_condition(tree: Tree, mark: int) -> bool:
    before = tree.lower[mark - 1] if mark else ""
    return tree.lower[mark] in _CONDITIONS and before not in _NO_CONDITIONS


def _is_told_of_past(tree: Tree, at: int) -> bool:
    """Whether "would" is the "will" of a report in the past: "she said that it would rain"."""
    cues = (tree.words[at].head, *tree.children(at, "parataxis"))
    helpers = {tree.lower[w] for w in tree.auxiliaries(at)}
    if "have" in helpers or tree.child(at, "cop") is not None:
        return False
    return any(tree.words[cue].tag in ("VBD", "VBN") for cue in cues if cue >= 0)
