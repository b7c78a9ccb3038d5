"""Whose words are whose inside one sentence: the attributions an analyser found, made use of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.claims import cues
from service.claims.quotes import MASK
from service.claims.statements import Part, parts, top_word
from service.claims.tree import Tree

if TYPE_CHECKING:
    from models.analysis import Attributed


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, its cue and what it asserts, as words of a sentence.

    ``source`` is empty where the sentence carries an earlier one on ("..., adding that");
    ``content`` is empty where the words attributed stand in another sentence. What is ``judged``
    is asserted by the whole clause ("X lauded Y"). ``via`` are the cues of those who pass it on,
    outermost first.
    """

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: frozenset[int]
    words: str
    judged: bool = False
    via: tuple[int, ...] = ()

    @property
    def verb(self) -> str:
        """The cue's verb in its base form, or the cue itself."""
        for word in self.words.lower().split():
            if word in cues.SAYING or word in cues.JUDGING:
                return (cues.SAYING.get(word) or cues.JUDGING[word])[0]
        return self.words.lower()

    @property
    def strong(self) -> bool:
        """Whether the cue leaves no doubt that its subject speaks."""
        return self.verb in cues.STRONG

    @property
    def finding(self) -> bool:
        """Whether things do it as well ("the tweet suggests")."""
        return self.verb in cues.FINDING


@dataclass(frozen=True, slots=True)
class Voiced:
    """A statement of a sentence and the attribution that gives it, None for narration."""

    part: Part
    attribution: Attribution | None


def attributions(tree: Tree, found: Sequence["Attributed"], mask: str) -> list[Attribution]:
    """The attributions of a sentence that give somebody a statement, in the order of their cues.

    Args:
        tree: The sentence.
        found: What the analyser found.
        mask: The sentence with quoted characters masked.
    """
    read = [_attribution(tree, each, mask) for each in found if each.cue]
    told = sorted((each for each in read if each is not None), key=lambda each: each.cue)
    return [_with_via(each, told) for each in told]


def voiced(tree: Tree, told: Sequence[Attribution], free: frozenset[int]) -> list[Voiced]:
    """The statements of a sentence, each with who makes it.

    Args:
        tree: The sentence.
        told: Its attributions.
        free: Words that belong to nobody here (quoted as a whole, handled elsewhere).
    """
    owner: dict[int, Attribution | None] = dict.fromkeys(set(range(len(tree.words))) - free)
    for attribution in sorted(told, key=lambda each: -len(each.content)):
        for word in attribution.content:
            owner[word] = attribution
    speaking = frozenset(w for each in told if not each.judged for w in each.cue)
    judged = {w: each for each in told if _by_clause(each) for w in each.cue}
    result = []
    for attribution in (None, *told):
        chosen = frozenset(w for w, who in owner.items() if who is attribution)
        for part in parts(tree, chosen, speaking):
            judge = judged.get(part.predicate)
            if attribution is None and judge is None and told and not _asserts(tree, part, told):
                continue
            result.append(Voiced(part, judge or attribution))
    return sorted(result, key=lambda each: each.part.pieces)


def _by_clause(attribution: Attribution) -> bool:
    """Whether an attribution's statement is the clause of its cue."""
    return attribution.judged and not attribution.content


def _asserts(tree: Tree, part: Part, told: Sequence[Attribution]) -> bool:
    """Whether what is left of a sentence that attributes says something itself."""
    taken = {w for each in told for w in (*each.cue, *each.source)}
    left = [w for w in part.words if w not in taken and not tree.is_mark(w)]
    return len(left) >= 3 and tree.is_predicate(part.predicate) and tree.is_finite(part.predicate)


def _attribution(tree: Tree, found: "Attributed", mask: str) -> Attribution | None:
    words = " ".join(tree.text(w) for w in found.cue)
    content = _filled(tree, found.content)
    anchor = max(found.cue, key=lambda w: len(tree.text(w)))
    judging = tree.lower[anchor] in cues.JUDGING
    noun = tree.lower[anchor] in cues.CRITICISM_NOUNS and not tree.is_verb(anchor)
    plain = Attribution(found.cue, found.source, frozenset(content), words)
    if content and _says(tree, content, mask):
        return plain
    if not content:
        return None if judging or noun else plain
    if noun and found.source:
        below = tree.subtree(anchor) - set(tree.children(anchor, "case", "punct"))
        return Attribution(found.cue, found.source, frozenset(below), words, judged=True)
    if not judging or tree.is_negated(anchor):
        return None
    if not tree.is_finite(anchor) and tree.words[anchor].tag == "VBG":
        below = (tree.subtree(anchor) | content) - set(tree.children(anchor, "punct", "cc", "mark"))
        return Attribution(found.cue, found.source, frozenset(below), words, judged=True)
    return Attribution(found.cue, found.source, frozenset(), words, judged=True)


def _filled(tree: Tree, content: Sequence[int]) -> set[int]:
    """What is said, without its "that" and outer marks, small gaps of marks filled."""
    words = sorted(content)
    while words and (
        tree.is_mark(words[0])
        and tree.lower[words[0]] not in "\"“‘''``$"
        or (tree.lower[words[0]] == "that" and tree.relation(words[0]) == "mark")
    ):  # noqa: RUF001 -- as newspapers print it
        words = words[1:]
    found = set(words)
    for before, after in zip(words, words[1:], strict=False):
        gap = range(before + 1, after)
        if all(tree.is_mark(w) for w in gap):
            found.update(gap)
    return found


def _says(tree: Tree, content: set[int], mask: str) -> bool:
    """Whether content is a statement: a clause with a subject, or quoted words enough."""
    quoted = [w for w in content if mask[tree.words[w].start] == MASK]
    if len(quoted) >= 4 and len(quoted) >= 0.9 * len(content):
        return True
    top = top_word(tree, content)
    return top is not None and any(
        tree.is_predicate(word) and tree.is_finite(word) and tree.subject(word) in content
        for word in (top, *tree.children(top, "conj", "parataxis", "ccomp"))
    )


def _with_via(attribution: Attribution, told: Sequence[Attribution]) -> Attribution:
    """An attribution inside what others say, with their cues."""
    around = [
        other
        for other in told
        if other is not attribution and set(attribution.cue) <= other.content and not other.judged
    ]
    around.sort(key=lambda other: -len(other.content))
    via = tuple(other.cue[0] for other in around)
    return Attribution(
        attribution.cue,
        attribution.source,
        attribution.content,
        attribution.words,
        attribution.judged,
        via,
    )


def source_text(tree: Tree, source: Sequence[int]) -> str:
    """The name of a source: its noun without additions, or the proper name put beside it."""
    if not source:
        return ""
    inside = set(source)
    heads = [w for w in source if tree.words[w].head not in inside]
    head = next((w for w in heads if tree.words[w].tag[:2] in ("NN", "PR", "CD", "DT")), heads[0])
    name = tree.child(head, "appos")
    if name is not None and name in inside and tree.is_name(name) and not tree.is_name(head):
        head = name
    left_out = {"acl:relcl", "appos", "acl", "punct", "case", "advmod", "parataxis", "mark"}
    words = {head}
    for child in tree.children(head):
        if tree.relation(child) not in left_out:
            words |= tree.subtree(child)
    words &= inside
    return tree.sentence[tree.words[min(words)].start : tree.words[max(words)].end]
