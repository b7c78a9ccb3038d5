"""From a sentence to its statements: what each of its clauses asserts, by words of its own.

Coordinated clauses, clauses parted by a semicolon, contrasts ("although ..."), relative clauses
that add ("the summit, which ended without a deal") and appositions ("Kovacs, a former judge")
are statements of their own. A statement that would not follow from its sentence is worse than
none: what is conditional, alternative, denied as a whole or read with doubt stays together.

After the clause-based view of open information extraction (Del Corro and Gemulla 2013) and the
propositions of Chen et al. (2023), on dependency trees.
"""

from dataclasses import dataclass

from service.claims.lexicon import words
from service.claims.tree import DASHES, Bounds, Tree

SURE = 0.7
"""How sure of a clause's place the analyser must be before it is parted from its sentence."""

SURE_BESIDE_CUE = 0.5
"""The same beside a clause that only says who speaks: what stays with it is lost."""

_CIRCUMSTANCES = frozenset(["obl", "obl:unmarked", "advmod", "obj", "xcomp", "advcl"])
_ALTERNATIVE = words("or nor")
_CONTRASTING = words("although though while whereas")
_HYPOTHETICAL = words("if unless whether until lest")
_RELATIVE = words("which who")
_THEN = words("then later eventually formerly")


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a sentence: its predicate and the words that make it up.

    ``pieces`` are where it stands; ``reading`` is given where its words alone do not make a
    sentence. ``predicate`` is a word's index.
    """

    predicate: int
    words: frozenset[int]
    pieces: tuple[Bounds, ...]
    reading: str | None = None


@dataclass(slots=True)
class _Clause:
    """A clause while its parts are being told from one another."""

    predicate: int
    own: set[int]
    subject: set[int]
    borrowed: set[int]
    link: str | None = None


def parts(tree: Tree, chosen: frozenset[int], cues: frozenset[int] = frozenset()) -> list[Part]:
    """The statements that some words of a sentence make, in the order of their predicates.

    Args:
        tree: The sentence.
        chosen: The words of one voice.
        cues: Words that attribute: their clauses say who speaks, and are no statements.
    """
    top = _top(tree, chosen)
    if top is None:
        return []
    first = _Clause(top, set(chosen), _subject_words(tree, tree.subject(top)) & chosen, set())
    clauses = [first]
    _divide(tree, first, clauses, cues)
    return [
        _part(tree, clause)
        for clause in sorted(clauses, key=lambda c: c.predicate)
        if clause.predicate not in cues and _is_whole(tree, clause)
    ]


def _top(tree: Tree, chosen: frozenset[int]) -> int | None:
    """The chosen word under which most hangs, a finite predicate before others."""
    tops = [w for w in chosen if not any(a in chosen for a in tree.ancestors(w))]
    tops = [w for w in tops if not tree.is_mark(w)] or tops
    return max(
        tops,
        key=lambda w: (
            tree.is_predicate(w) and tree.is_finite(w),
            len(tree.subtree(w) & chosen),
            -w,
        ),
        default=None,
    )


def _divide(tree: Tree, clause: _Clause, clauses: list[_Clause], cues: frozenset[int]) -> None:
    """Part the clauses that assert on their own from the one that holds them."""
    for at in sorted(clause.own):
        if at == clause.predicate or at not in clause.own:
            continue
        least = SURE_BESIDE_CUE if clause.predicate in cues else SURE
        found = _own_clause(tree, clause, at, least)
        if found is None:
            continue
        rest = clause.own - tree.subtree(at) - found.own
        if not _says_enough(tree, clause.predicate, rest | clause.borrowed, cues):
            continue
        clause.own = rest
        clauses.append(found)
        _divide(tree, found, clauses, cues)


def _own_clause(tree: Tree, clause: _Clause, at: int, least: float) -> _Clause | None:
    """The clause that begins at a word, if it asserts by itself."""
    relation = tree.relation(at)
    sure = _contrasts(tree, at) or (relation != "advcl" and tree.sure(at, least))
    if not sure or _is_hypothetical(tree, clause, at):
        return None
    below = tree.subtree(at) & clause.own
    head = tree.words[at].head
    if relation in ("conj", "parataxis", "advcl") and head == clause.predicate:
        return _coordinate(tree, clause, at, below)
    if relation == "acl:relcl":
        return _relative(tree, at, head, below)
    if relation == "appos":
        return _apposition(tree, at, head, below)
    return None


def _is_hypothetical(tree: Tree, clause: _Clause, at: int) -> bool:
    """Whether a word stands below something that is not asserted: "if", "or", "not"."""
    for word in (at, *tree.ancestors(at)):
        if word == clause.predicate:
            break
        if any(
            tree.lower[c] in _HYPOTHETICAL | _ALTERNATIVE for c in tree.children(word, "mark", "cc")
        ):
            return True
    conditions = tree.children(clause.predicate, "advcl")
    return any(tree.lower[m] in _HYPOTHETICAL for c in conditions for m in tree.children(c, "mark"))


def _coordinate(tree: Tree, clause: _Clause, at: int, below: set[int]) -> _Clause | None:
    """Read "P and Q", "P; Q" and "although P, Q"."""
    marks = tree.children(at, "mark")
    contrast = _contrasts(tree, at)
    joined = contrast or all(tree.lower[m] == "that" for m in marks)
    if not tree.is_predicate(at) or not joined:
        return None
    if tree.relation(at) == "conj":
        below |= _behind(tree, clause.predicate, at) & clause.own
    own = below - {mark for mark in tree.children(at, "mark", "cc", "punct") if mark in below}
    subject = tree.subject(at)
    if subject is not None:
        whole = tree.is_finite(at) and tree.relation(subject) != "expl"
        return _Clause(at, own, _subject_words(tree, subject), set()) if whole else None
    helpers = _shared_auxiliaries(tree, clause.predicate, at)
    if (
        _only_denies(tree, at)
        or tree.relation(at) != "conj"
        or not clause.subject
        or helpers is None
    ):
        return None
    return _Clause(at, own, clause.subject, clause.subject | helpers)


def _behind(tree: Tree, head: int, at: int) -> set[int]:
    """What hangs on the first of two predicates but stands behind the second: the second's."""
    following = [c for c in tree.children(head) if c > at and tree.relation(c) in _CIRCUMSTANCES]
    others = [c for c in tree.children(head, "conj", "parataxis") if c > at]
    return {w for c in following if all(c < o for o in others) for w in tree.subtree(c)}


def _only_denies(tree: Tree, at: int) -> bool:
    """Whether a predicate is joined by a bare "not" ("but not after ..."), which shares more."""
    return tree.is_negated(at) and not tree.auxiliaries(at)


def _contrasts(tree: Tree, at: int) -> bool:
    """Whether a clause is one with "although" or "while", which asserts whatever it hangs on."""
    return any(
        tree.lower[mark] in _CONTRASTING and tree.sure(mark, SURE)
        for mark in tree.children(at, "mark")
        if tree.lower[mark] != "while"
        or mark == 0
        or tree.lower[mark - 1] in DASHES | {",", "that"}
    )


def _shared_auxiliaries(tree: Tree, first: int, at: int) -> set[int] | None:
    """What "was hit and destroyed" lends its second verb; None where the two go together."""
    if tree.is_finite(at):
        return set()
    helpers = set(tree.auxiliaries(first))
    alike = tree.words[at].tag == tree.words[first].tag
    if not helpers or not alike or tree.is_negated(first) or tree.child(first, "cop") is not None:
        return None
    return helpers


def _relative(tree: Tree, at: int, head: int, below: set[int]) -> _Clause | None:
    """Read "the summit, which ended without a deal,": of the summit, that it ended so."""
    subject = tree.subject(at)
    if subject is None or tree.lower[subject] not in _RELATIVE or not tree.is_finite(at):
        return None
    before = subject - 1
    if before < 0 or tree.lower[before] not in DASHES | {","}:
        return None
    if tree.children(head, "conj") or tree.relation(head) == "conj":
        return None  # "X and Y, who ...": one of them or both
    named = _noun_phrase(tree, head) - tree.subtree(at)
    if not named or max(named) != before - 1:
        return None
    marks = {m for m in tree.children(at, "punct") if m in below}
    return _Clause(at, below - marks - {subject}, named, named)


def _apposition(tree: Tree, at: int, head: int, below: set[int]) -> _Clause | None:
    """Read "Kovacs, a former judge,": of Kovacs, that he is one."""
    if not tree.is_name(head) or tree.words[at].tag not in ("NN", "NNS"):
        return None
    phrase = sorted(below - {m for m in tree.children(at, "punct") if m in below})
    if len(phrase) < 2 or tree.children(at, "conj") or tree.children(head, "conj"):
        return None
    named = {head, *(w for c in tree.children(head, "compound", "flat") for w in tree.subtree(c))}
    if len(named) < 2 or max(named) != phrase[0] - 2 or tree.lower[phrase[0] - 1] != ",":
        return None
    if any(tree.lower[w] in _THEN for w in phrase) or tree.lower[phrase[0]].isdigit():
        return None
    if tree.lower[phrase[0]] not in ("a", "an", "the"):
        return None
    link = "are" if tree.words[at].tag == "NNS" else "is"
    return _Clause(at, set(phrase), named, named, link)


def _subject_words(tree: Tree, subject: int | None) -> set[int]:
    """The noun phrase that is a subject; none where it stands for nothing ("there")."""
    if subject is None or tree.relation(subject) == "expl":
        return set()
    return _noun_phrase(tree, subject, conjuncts=True)


def _noun_phrase(tree: Tree, head: int, *, conjuncts: bool = False) -> set[int]:
    """A noun with what belongs to its name: without its preposition, additions and asides."""
    left_out = {"case", "cc", "acl:relcl", "appos", "parataxis", "punct", "mark", "cop"}
    if not conjuncts:
        left_out.add("conj")
    else:
        left_out.discard("cc")
    found = {head}
    for child in tree.children(head):
        if tree.relation(child) not in left_out:
            found |= tree.subtree(child)
    if conjuncts:  # commas and such inside "X, Y and Z"
        found |= {
            w
            for w in range(min(found), max(found))
            if tree.is_mark(w) and tree.words[w].head in found
        }
    return found


def _says_enough(tree: Tree, predicate: int, rest: set[int], cues: frozenset[int]) -> bool:
    """Whether a clause still asserts something once another has been taken out of it."""
    if predicate in cues:
        return True
    return sum(not tree.is_mark(w) for w in rest) >= 3 and predicate in rest


def _is_whole(tree: Tree, clause: _Clause) -> bool:
    return sum(not tree.is_mark(w) for w in clause.own | clause.borrowed) >= 2


def _part(tree: Tree, clause: _Clause) -> Part:
    borrowed = tree.pieces(clause.borrowed)
    if not clause.borrowed:
        own = _bare(tree, clause.own)
        return Part(clause.predicate, frozenset(own), tree.pieces(own))
    chosen = clause.own | clause.borrowed
    pieces = tuple(sorted((*borrowed, *tree.pieces(clause.own))))
    reading = None
    if clause.link is not None:
        first, second = (
            " ".join(tree.sentence[a:b] for a, b in tree.pieces(side))
            for side in (clause.borrowed, clause.own)
        )
        reading = f"{first} {clause.link} {second}"
    return Part(clause.predicate, frozenset(chosen), pieces, reading)


def _bare(tree: Tree, own: set[int]) -> set[int]:
    """A clause without the conjunction that joins it to another ("but", "and")."""
    kept = sorted(own)
    while kept and (
        tree.lower[kept[0]] in DASHES | {",", ";", ":"} or tree.relation(kept[0]) == "cc"
    ):
        kept = kept[1:]
    return set(kept)
