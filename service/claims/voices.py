"""Whose words are whose inside one sentence: the attributions an analyser found, made use of."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from models.words import Attributed
from service.claims import cues
from service.claims.lexicon import ROLE_NOUNS, TITLES, words
from service.claims.quotes import MASK
from service.claims.statements import SURE, Part, parts
from service.claims.tree import DASHES, Tree

_NEEDED = ("obj", "xcomp", "ccomp", "nmod")
_CUT = 6
"""So many words behind its end a content may have been cut off in the middle of a phrase."""
_NOBODY = words("no nobody none few neither nor hardly")


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
            if word in cues.HOLDING:
                return cues.HOLDING[word][0]
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


def attributions(tree: Tree, found: Sequence[Attributed], mask: str) -> list[Attribution]:
    """The attributions of a sentence that give somebody a statement, in the order of their cues.

    Args:
        tree: The sentence.
        found: What the analyser found.
        mask: The sentence with quoted characters masked.
    """
    heard = [each for each in found if each.cue]
    cued = {word for each in heard for word in each.cue}
    heard += [each for each in _nested(tree, heard) if cued.isdisjoint(each.cue)]
    read = [_attribution(tree, each, mask) for each in heard]
    told = sorted((each for each in read if each is not None), key=lambda each: each.cue)
    return [_with_via(each, told) for each in told]


def _nested(tree: Tree, heard: Sequence[Attributed]) -> Iterator[Attributed]:
    """What somebody is reported to say that others say, which the analyser seldom hears."""
    inside = {word for each in heard for word in each.content}
    for cue in sorted(inside):
        said, subject = tree.child(cue, "ccomp"), tree.subject(cue)
        known = cues.HOLDING.get(tree.lower[cue], ("", ""))[0] in cues.STRONG
        if known and said is not None and subject is not None and tree.sure(said, SURE):
            source = tuple(sorted(tree.subtree(subject)))
            content = tuple(sorted(tree.subtree(said)))
            yield Attributed((cue,), source, content, tree.words[said].certainty)


def voiced(tree: Tree, told: Sequence[Attribution]) -> list[Voiced]:
    """The statements of a sentence, each with who makes it.

    Args:
        tree: The sentence.
        told: Its attributions.
    """
    owner: dict[int, Attribution | None] = dict.fromkeys(range(len(tree.words)))
    for each in sorted(told, key=lambda each: -len(each.content)):
        owner |= dict.fromkeys(each.content, each)
    speaking = frozenset(w for each in told if not each.judged for w in each.cue)
    for each in told:  # "..., tweeting that", "amid hopes that": who speaks is no statement
        anchor = _anchor(tree, each.cue, each.content)
        if each.content and anchor != tree.root:
            aside = tree.clause(anchor)
            owner = {w: who for w, who in owner.items() if who is not None or w not in aside}
    owner = {
        w: who
        for w, who in owner.items()
        if who is not None or tree.relation(w) != "mark" or owner.get(tree.words[w].head) is None
    }
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


def _attribution(tree: Tree, found: Attributed, mask: str) -> Attribution | None:
    """What an attribution gives its source; None where its cue asserts nothing."""
    content = _filled(tree, found)
    anchor = _anchor(tree, found.cue, content)
    words = _cue_words(tree, found.cue, anchor)
    plain = Attribution(found.cue, found.source, frozenset(content), words)
    if not _speaks(tree, found, anchor):
        return None
    if not content:
        return plain if plain.strong else None
    verb = cues.HOLDING.get(tree.lower[anchor], ("", ""))[0]
    said = verb not in cues.NOT_ASSERTING and _says(tree, content, mask, verb)
    return plain if said else _judgement(tree, plain, anchor)


def _speaks(tree: Tree, found: Attributed, anchor: int) -> bool:
    """Whether a cue makes its source a speaker: no hope of nobody's, no "would", no knowledge."""
    if _is_hypothetical(tree, anchor) or tree.lower[anchor] in cues.KNOWING:
        return False
    if tree.is_negated(anchor) or any(tree.lower[w] in _NOBODY for w in found.source):
        return False
    if tree.words[anchor].tag.startswith("NN"):
        return bool(found.source) and set(found.source) <= tree.subtree(anchor)
    return bool(found.source) or tree.is_verb(anchor)


def _judgement(tree: Tree, plain: Attribution, anchor: int) -> Attribution | None:
    """Words that are no statement by themselves, asserted with their cue ("X lauded Y")."""
    below = tree.subtree(anchor) - set(tree.children(anchor, "case", "punct", "cc", "mark"))
    if not tree.is_verb(anchor):
        critical = tree.lower[anchor] in cues.CRITICISM_NOUNS
        return replace(plain, content=frozenset(below), judged=True) if critical else None
    passive = tree.child(anchor, "aux:pass") is not None
    by_agent = any(tree.relation(w) == "obl:agent" for w in plain.source)
    if tree.lower[anchor] not in cues.HOLDING or passive > by_agent:
        return None
    if tree.is_finite(anchor) or tree.words[anchor].tag != "VBG":
        return replace(plain, content=frozenset(), judged=True)
    aside = tree.lower[anchor - 1] in DASHES | {","}
    return replace(plain, content=plain.content | below, judged=True) if aside else None


def _anchor(tree: Tree, cue: Sequence[int], content: Collection[int]) -> int:
    """The word of a cue that says or judges.

    It is what the content hangs on, else the cue's verb, else its longest word.
    """
    heads = [tree.words[w].head for w in content if tree.words[w].head in cue]
    helping = ("aux", "cop", "amod")
    verbs = [w for w in cue if tree.is_verb(w) and not tree.relation(w).startswith(helping)]
    return (heads or verbs or [max(cue, key=lambda w: len(tree.text(w)))])[0]


def _cue_words(tree: Tree, cue: Sequence[int], anchor: int) -> str:
    """The cue's verb (or noun) with the prepositions that belong to it."""
    joined = ("IN", "RP", "TO")
    kept = [w for w in cue if w == anchor or (w > anchor and tree.words[w].tag in joined)]
    words = " ".join(tree.text(w) for w in kept)
    return words if anchor else words.lower()


def _is_hypothetical(tree: Tree, anchor: int) -> bool:
    """Whether a cue is not said to have happened ("would say", "is expected to urge")."""
    modal = any(tree.words[w].tag == "MD" for w in tree.children(anchor, "aux"))
    infinitive = tree.words[anchor].tag == "VB" and not tree.is_finite(anchor)
    return modal or infinitive


def _filled(tree: Tree, found: Attributed) -> set[int]:
    """What is said, without its "that" and the marks before it, and with what it only skipped."""
    words = _near(tree, sorted(found.content))
    while words and (_opens(tree, words[0]) or tree.relation(words[0]) == "mark"):
        if tree.relation(words[0]) == "mark" and tree.lower[words[0]] != "that":
            break
        words = words[1:]
    if len(words) > 1 and tree.lower[words[0]] == "that" and tree.lower[words[1]] in ('"', "“"):
        words = words[1:]
    content = set(words)
    if not content:
        return content
    taken = {*found.cue, *found.source}
    last = max(content)
    cut = [tree.words[w].head for w in content if last < tree.words[w].head <= last + _CUT]
    reach = max([last, *(head for head in cut if taken.isdisjoint(range(last, head + 1)))])
    ends = (max(tree.subtree(word)) for word in _cut_off(tree, reach, content))
    reach = max([reach, *(end for end in ends if taken.isdisjoint(range(reach, end + 1)))])
    for word in range(min(content), reach + 1):
        above = next((a for a in (word, *tree.ancestors(word)) if a in content | taken), None)
        if above in content or tree.is_mark(word):
            content.add(word)
    return content - taken


def _cut_off(tree: Tree, last: int, content: set[int]) -> list[int]:
    """What the last words need and was left out: "giving allies | a reprieve"."""
    above = {last, *({tree.words[last].head} & content)}
    needed = (c for word in above for c in tree.children(word, *_NEEDED))
    return [c for c in needed if min(tree.subtree(c)) == last + 1]


def _near(tree: Tree, content: list[int]) -> list[int]:
    """Content without stray words far from the rest of it, and with words it only skipped."""
    runs: list[list[int]] = []
    for word in content:
        gap = range(runs[-1][-1] + 1, word) if runs else range(0)
        skipped = len(gap) <= 2 and all(tree.words[w].head in content for w in gap)
        if runs and (skipped or all(tree.is_mark(w) for w in gap)):
            runs[-1].extend((*gap, word))
        else:
            runs.append([word])
    longest = max(map(len, runs), default=0)
    kept = [
        run
        for run in runs
        if len(run) == longest or len(run) > 2 or any(tree.is_finite(w) for w in run)
    ]
    return [word for run in kept for word in run]


def _opens(tree: Tree, word: int) -> bool:
    """Whether a word is a mark that parts what is said from its cue, and no quotation mark."""
    return tree.lower[word] in DASHES | {",", ":", ";", ".", ")"}


def _says(tree: Tree, content: set[int], mask: str, verb: str) -> bool:
    """Whether content is a statement: a clause with a subject, or quoted words of a saying."""
    quoted = [w for w in content if mask[tree.words[w].start] == MASK]
    finite = any(tree.is_predicate(w) and tree.is_finite(w) for w in content)
    if (finite or verb in cues.STRONG) and len(quoted) >= max(4, 0.9 * len(content)):
        return True
    if tree.words[min(content)].tag in ("WP", "WRB", "WDT"):
        return False  # "asked what he knew": nobody says that
    tops = [w for w in content if tree.words[w].head not in content]
    marks = {w: {tree.lower[m] for m in tree.children(w, "mark")} for w in tops}
    return any(
        tree.is_predicate(word) and tree.is_finite(word) and tree.subject(word) in content
        for top in tops
        if marks[top] <= {"that"} and tree.relation(top) != "acl:relcl"
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
    return replace(attribution, via=via)


def source_text(tree: Tree, source: Sequence[int]) -> str:
    """The name of a source: its noun without additions, or the proper name put beside it."""
    if not source:
        return ""
    inside = set(source)
    heads = [w for w in source if tree.words[w].head not in inside]
    head = max(heads, key=lambda w: (len(tree.subtree(w) & inside), -w))
    name = tree.child(head, "appos")
    title = not tree.is_name(head) or tree.lower[head] in ROLE_NOUNS | TITLES
    if name is not None and name in inside and tree.is_name(name) and title:
        head = name
    words = _before_aside(tree, sorted(_name_of(tree, head) & inside))
    return tree.sentence[tree.words[words[0]].start : tree.words[words[-1]].end]


def _before_aside(tree: Tree, words: Sequence[int]) -> Sequence[int]:
    """A name without what is said of it behind a comma ("Kevin Brady, a Texan"), misread or not."""
    if any(tree.relation(w) == "conj" for w in words):
        return words
    for place, word in enumerate(words):
        named = any(tree.is_name(w) for w in words[:place])
        if named and not tree.text(word)[0].isupper() and tree.lower[word - 1] == ",":
            return words[:place]
    return words


def _name_of(tree: Tree, head: int) -> set[int]:
    """A noun with what names it, without asides and additions at any depth."""
    left_out = {"acl:relcl", "appos", "acl", "punct", "advmod", "parataxis", "mark"}
    found = {head}
    for child in tree.children(head):
        aside = child > head and tree.lower[min(tree.subtree(child)) - 1] == ","
        if tree.relation(child) not in left_out and not aside:
            found |= _name_of(tree, child)
    return found - set(tree.children(head, "case"))
