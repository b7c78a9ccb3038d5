"""Self-contained readings: what a statement says where its words point outside it.

Only what the article makes certain is resolved; a wrong reading is worse than none. What stays
open is told as missing.
"""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.claims.cues import HOLDING, past
from service.claims.descriptions import Descriptions, is_short
from service.claims.holders import Held, Sentence
from service.claims.lexicon import ROLE_NOUNS, words
from service.claims.names import Names
from service.claims.tree import Bounds, Tree
from service.vocabulary import Holder, HolderKind

_EVENT = (
    r"(?:summit|meeting|talks|conference|visit|deal|agreement|accord|treaty|pact|statement"
    r"|declaration|ruling|vote)"
)
_IT_HAPPENS = re.compile(
    r"[Ii]t\s(?:is|was|had been|has been|would be|will be|could be)\s(?:now\s|not\s|still\s)?"
    r"(?:back on|on again|off|over|cancell?ed|called off|postponed|delayed|scheduled|held)\b"
)
_PERSONAL = words("he she him her his hers himself herself")
_SUBJECTIVE = words("he she")
_POSSESSIVE = words("his her")
_THINGS = words("it its they them their theirs itself themselves")
_POINTERS = words("this that these those such")
_VAGUE = words(
    """
    move decision announcement remarks comments proposal plan step episode incident issue
    situation development former latter duo pair trio
    """
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement that can be read alone, if its words need one, and what stays open."""

    text: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    words: str

    def names(self, other: "_Edit") -> bool:
        """Whether it puts in what another has put in already: there the pronoun is clear."""
        bare = (each.words.removesuffix("’s").casefold() for each in (self, other))
        return len(set(bare)) == 1


class Referents:
    """Resolves what the statements of an article point at."""

    def __init__(self, names: Names, trees: Sequence[Tree]) -> None:
        """Read what the article tells of.

        Args:
            names: Its people.
            trees: Its sentences.
        """
        self._names = names
        self._trees = trees
        self._things = Descriptions(trees)

    def read(self, held: Held, sentence: Sentence, place: int, speaker: str | None) -> Reading:
        """How a statement reads alone.

        Args:
            held: The statement.
            sentence: The sentence it stands in.
            place: That sentence's place in the article.
            speaker: Who says the sentence before, if somebody is quoted there.
        """
        tree, part = sentence.tree, held.part
        if part.reading is not None:
            return Reading(self._names.with_first_names(part.reading), ())
        edits: list[_Edit] = []
        missing: list[str] = []
        for word in sorted(part.words):
            found = self._resolve(place, word, held, speaker)
            if isinstance(found, str):
                missing.append(found)
            elif found is not None and not any(found.names(each) for each in edits):
                edits.append(found)
        pieces = tuple((a - sentence.start, b - sentence.start) for a, b in held.pieces)
        text = _joined(tree.sentence, pieces, edits)
        judged = held.holder.kind is not HolderKind.NARRATION and not held.quoted
        if judged:
            text = judgement_reading(text, held.holder) or text
        text = self._names.with_first_names(text)
        plain = _joined(tree.sentence, pieces, [])
        return Reading(None if text == plain else text, tuple(dict.fromkeys(missing)))

    def _resolve(
        self, place: int, word: int, held: Held, speaker: str | None
    ) -> "_Edit | str | None":
        """What a word is replaced by, the words that stay open, or None where it is clear."""
        tree = self._trees[place]
        lower = tree.lower[word]
        if tree.words[word].tag in ("PRP", "PRP$"):
            if lower in _PERSONAL:
                context = self._trees[place - 1].sentence if place else ""
                return self._person(tree, word, held, context, speaker)
            if lower in _THINGS:
                return self._thing(place, word, held)
        if is_short(tree, word, held.part.words):
            return self._described(place, word, held)
        if lower in _POINTERS and not is_short(tree, tree.words[word].head, held.part.words):
            return _pointed(tree, word, held.part.words)
        return None

    def _described(self, place: int, word: int, held: Held) -> "_Edit | str | None":
        """A short description: "the deal", "that meeting"."""
        tree = self._trees[place]
        if any(self._things.alike(tree, w, word) for w in held.part.words if w < word):
            return None
        start, end = tree.words[word - 1].start, tree.words[word].end
        full = self._things.resolve(tree, word, place)
        if full is not None:
            return _Edit(start, end, _opening(full) if word == 1 else full)
        points = tree.lower[word - 1] != "the"
        known = points or tree.lower[word] in _VAGUE or self._things.is_known(tree, word, place)
        aside = tree.relation(word).startswith("nmod") and not points
        return tree.sentence[start:end] if known and not aside else None

    def _person(
        self, tree: Tree, word: int, held: Held, context: str, speaker: str | None
    ) -> "_Edit | str | None":
        """A third person: named before in the statement, in the sentence, or in the one before."""
        start = tree.words[word].start
        own = " ".join(tree.sentence[a : min(b, start)] for a, b in held.part.pieces if a < start)
        inside = self._names.mentioned(own)
        if inside or self._has_person_noun(tree, word, held.part.words):
            return None
        if _is_cataphoric(tree, word, held):
            return None
        before = tree.sentence[:start]
        found = self._names.mentioned(before)
        holder = held.holder
        verbatim = word in held.verbatim
        if verbatim:
            found = found - {holder.name}
        if holder.kind is HolderKind.PERSON and held.quoted and not verbatim:
            cue = "".join((holder.cue or "").split()[-1:])
            behind_cue = before[max(before.rfind(cue), 0) :]
            others = self._names.mentioned(behind_cue if tree.subject_of(word) else before)
            person = holder.name if not others - {holder.name} else None
        elif len(found) == 1 and self._names.are_people(found):
            person = next(iter(found))
        elif not found:
            person = self._names.sole_person(context)
        else:
            person = None
        known = person is not None and (" " in person or self._names.are_people([person]))
        if person is None or not known or (verbatim and person in (speaker, holder.name)):
            return tree.text(word)
        return self._replaced(tree, word, person)

    def _has_person_noun(self, tree: Tree, word: int, chosen: frozenset[int]) -> bool:
        """Whether a person the pronoun may mean stands before it in the statement."""
        return any(
            tree.lower[w] in ROLE_NOUNS or (tree.is_name(w) and tree.subject_of(w))
            for w in chosen
            if w < word
        )

    def _replaced(self, tree: Tree, word: int, person: str) -> "_Edit | str":
        lower = tree.lower[word]
        start, end = tree.words[word].start, tree.words[word].end
        if tree.sentence[end : end + 1] in ("'", "’"):
            return tree.text(word)
        if tree.words[word].tag == "PRP" and lower in _SUBJECTIVE | {"him", "her"}:
            return _Edit(start, end, _as(person, first=word == 0))
        if lower in _POSSESSIVE:
            return _Edit(start, end, _as(person, first=word == 0) + "’s")
        return tree.text(word)

    def _thing(self, place: int, word: int, held: Held) -> "_Edit | str | None":
        """A thing or several: clear where a noun stands before it in the statement."""
        tree = self._trees[place]
        if tree.relation(word) == "expl" or _is_impersonal(tree, word):
            return None
        nouns = [w for w in range(word) if tree.words[w].tag.startswith("NN")]
        if held.part.words.intersection(nouns) or _is_cataphoric(tree, word, held):
            return None
        start, end = tree.words[word].start, tree.words[word].end
        name, reported = held.holder.name, held.quoted and word not in held.verbatim
        cue = "".join((held.holder.cue or "").split()[-1:])
        behind = tree.sentence.rfind(cue, 0, start)
        nouns = [w for w in nouns if tree.words[w].start > behind]
        speaks = held.holder.kind in (HolderKind.BODY, HolderKind.DOCUMENT) and reported
        alone = name is not None and all(tree.text(w) in name for w in nouns)
        meant = _event_of(tree, word)
        if meant is None and name and speaks and alone and tree.lower[word] == "it":
            meant = _as(name, first=False) if tree.subject_of(word) else None
        if meant is None and not held.verbatim:
            meant = self._subject_meant(place, word)
        if meant is None:
            return tree.text(word)
        return _Edit(start, end, _opening(meant) if word == 0 else meant)

    def _subject_meant(self, place: int, word: int) -> str | None:
        """What "it" or "they" as a subject goes on telling of: the one subject before it.

        The subjects of its own sentence are asked, and where it is the first, that of the
        sentence before: what is talked about stays in that place (centering: Grosz, Joshi and
        Weinstein 1995).
        """
        tree = self._trees[place]
        if tree.lower[word] not in ("it", "they") or not tree.subject_of(word):
            return None
        if tree.child(tree.words[word].head, "cop") is not None:
            return None  # "it was a mistake": what happened, as likely as a thing
        many = tree.lower[word] == "they"
        at, subjects = place, [w for w in range(word) if tree.subject_of(w)]
        if not subjects and place:
            at, root = place - 1, self._trees[place - 1].root
            subject = None if root is None else self._trees[at].subject(root)
            subjects = [] if subject is None else [subject]
        agreeing = [w for w in subjects if self._agrees(self._trees[at], w, many=many)]
        if not agreeing and many:
            nouns = [w for w in range(word) if tree.words[w].tag.startswith("NN")]
            agreeing = [w for w in nouns if self._agrees(tree, w, many=True)]
        if len(agreeing) != 1:
            return None
        return self._things.phrase(self._trees[at], agreeing[0], at)

    def _agrees(self, tree: Tree, word: int, *, many: bool) -> bool:
        """Whether a noun may be what "it" is, or "they" are."""
        tag = tree.words[word].tag
        if not tag.startswith("NN") or tree.relation(word) in ("compound", "flat", "conj"):
            return False
        if many:
            return tag in ("NNS", "NNPS") or tree.child(word, "conj") is not None
        person = tree.lower[word] in ROLE_NOUNS or self._names.mentioned(tree.phrase(word))
        return tag in ("NN", "NNP") and tree.child(word, "conj") is None and not person


def _opening(text: str) -> str:
    """Words as they stand at the start of a sentence."""
    return text[0].upper() + text[1:]


def _joined(sentence: str, pieces: tuple[Bounds, ...], edits: list[_Edit]) -> str:
    found = []
    for start, end in pieces:
        at, text = start, ""
        for edit in edits:
            if start <= edit.start and edit.end <= end:
                text += sentence[at : edit.start] + edit.words
                at = edit.end
        found.append(text + sentence[at:end])
    return " ".join(" ".join(found).split())


def _is_cataphoric(tree: Tree, word: int, held: Held) -> bool:
    """Whether a pronoun stands before the name it is for ("In his speech, Brandt ...")."""
    subject = tree.subject(held.part.predicate)
    return (
        subject is not None
        and subject > word
        and subject in held.part.words
        and tree.words[subject].tag.startswith("NN")
    )


def _event_of(tree: Tree, word: int) -> str | None:
    """The one event that the sentence names before "it is off" or "it was postponed"."""
    start = tree.words[word].start
    mentions = re.findall(rf"\bthe\s{_EVENT}\b", tree.sentence[:start], re.IGNORECASE)
    happens = _IT_HAPPENS.match(tree.sentence, start)
    return mentions[0].lower() if happens is not None and len(mentions) == 1 else None


def _is_impersonal(tree: Tree, word: int) -> bool:
    """Whether "it" stands for a clause behind ("it is clear that ...", "it took years to ...")."""
    head = tree.words[word].head
    if tree.lower[word] != "it" or head < 0:
        return False
    return tree.child(head, "csubj", "ccomp", "xcomp") is not None


def _pointed(tree: Tree, word: int, chosen: frozenset[int]) -> str | None:
    """Words like "that meeting", unless what is meant stands in the same statement."""
    tag, relation, head = tree.words[word].tag, tree.relation(word), tree.words[word].head
    if tag not in ("DT", "PDT", "JJ") or (tree.lower[word] == "that" and relation == "mark"):
        return None
    if relation in ("det", "det:predet", "amod") and head >= 0:
        modified = any(c in chosen for c in tree.children(head, "acl", "acl:relcl", "nmod"))
        named = any(tree.lower[w] == tree.lower[head] for w in range(word))
        time = tree.lower[head] in ("week", "month", "year", "time", "day", "morning", "evening")
        phrase = tree.sentence[tree.words[word].start : tree.words[head].end]
        return None if modified or named or time or word > head else phrase
    if any(c in chosen for c in tree.children(word, "acl", "acl:relcl", "nmod")):
        return None  # "those who", "that of"
    nouns = any(tree.words[w].tag.startswith("NN") for w in chosen if w < word)
    return None if nouns else tree.text(word)


def judgement_reading(text: str, holder: Holder) -> str | None:
    """A judgement without its subject, or with a pronoun for it, given the holder's name.

    Args:
        text: The clause: "calling it a farce", "He praised the deal".
        holder: Who judges.
    """
    if holder.name is None:
        return None
    first, _, rest = text.partition(" ")
    if first in ("He", "She", "he", "she"):
        return f"{as_subject(holder.name)} {rest}"
    verb, form = HOLDING.get(first.lower(), ("", ""))
    if form == "past":
        return f"{as_subject(holder.name)} {text}"
    return f"{as_subject(holder.name)} {past(verb)} {rest}" if form == "ing" else None


def as_subject(name: str) -> str:
    """A holder's name at the start of a sentence."""
    return f"The {name}" if name[:1].islower() else name


def _as(person: str, *, first: bool) -> str:
    return as_subject(person) if first or not person[:1].islower() else f"the {person}"
