"""Self-contained readings: what a statement says where its words point outside it.

Only what the article makes certain is resolved; a wrong reading is worse than none. What stays
open is told as missing.
"""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from dataclasses import dataclass

from service.claims.cues import HOLDING, past
from service.claims.holders import Held, Sentence
from service.claims.lexicon import ROLE_NOUNS, words
from service.claims.names import Names
from service.claims.tree import Bounds, Tree
from service.vocabulary import Holder, HolderKind

_EVENTS = (
    r"(?:summit|meeting|talks|conference|visit)",
    r"(?:deal|agreement|accord|treaty|pact)",
    r"(?:statement|declaration|ruling|vote)",
)
_EVENT = rf"(?:{'|'.join(_EVENTS)})"
_POINTING = re.compile(rf"\b(?:that|this)\s({_EVENT})\b(?!\s(?:of|in|between|with|on|to|that)\b)")
_OPENING = re.compile(rf"The\s({_EVENT})\b(?!\s(?:of|in|between|with|on|to|that)\b)")
_CAPITAL = r"(?:[A-Z][\w.’'‐‑-]*\w|[A-Z]\.)"
_ROLES = "|".join(sorted(ROLE_NOUNS))
_PROPER = rf"{_CAPITAL}(?:\s(?:(?:{_ROLES})\s)?{_CAPITAL})*"
_FULL = re.compile(
    rf"\b([Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)\s((?:(?!of\s|in\s|for\s|to\s)[a-z-]+\s){{0,3}}{_EVENT}"
    rf"(?:\s(?:in|at|with|between|of)\s(?:the\s)?{_PROPER}(?:(?:,\s|\sand\s){_PROPER})*)*"
    r"(?:\s(?:last|this)\s\w+|\sin\s\d{4})?)"
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


class Referents:
    """Resolves what the statements of an article point at, sentence after sentence."""

    def __init__(self, names: Names) -> None:
        """Start before the first sentence.

        Args:
            names: The people of the article.
        """
        self._names = names

    def read(self, held: Held, sentence: Sentence, context: str, speaker: str | None) -> Reading:
        """How a statement reads alone.

        Args:
            held: The statement.
            sentence: The sentence it stands in.
            context: The sentence before.
            speaker: Who says the sentence before, if somebody is quoted there.
        """
        tree, part = sentence.tree, held.part
        if part.reading is not None:
            return Reading(self._names.with_first_names(part.reading), ())
        edits: list[_Edit] = []
        missing: list[str] = []
        for word in sorted(part.words):
            found = self._resolve(tree, word, held, context, speaker)
            if isinstance(found, str):
                missing.append(found)
            elif found is not None:
                edits.append(found)
        pieces = tuple((a - sentence.start, b - sentence.start) for a, b in held.pieces)
        text = _joined(tree.sentence, pieces, edits)
        judged = held.holder.kind is not HolderKind.NARRATION and not held.quoted
        if judged:
            text = judgement_reading(text, held.holder) or text
        resolved = event_reading(text, context)
        if resolved is not None:
            text = resolved
            missing = [each for each in missing if each.split()[-1] in text]
            missing = [each for each in missing if not _POINTING.fullmatch(each)]
        text = self._names.with_first_names(text)
        plain = _joined(tree.sentence, pieces, [])
        return Reading(None if text == plain else text, tuple(dict.fromkeys(missing)))

    def _resolve(
        self, tree: Tree, word: int, held: Held, context: str, speaker: str | None
    ) -> "_Edit | str | None":
        """What a word is replaced by, the words that stay open, or None where it is clear."""
        lower = tree.lower[word]
        if tree.words[word].tag in ("PRP", "PRP$"):
            if lower in _PERSONAL:
                return self._person(tree, word, held, context, speaker)
            if lower in _THINGS:
                return self._thing(tree, word, held)
        if lower in _POINTERS:
            return _pointed(tree, word, held.part.words)
        if lower in _VAGUE and any(tree.lower[c] == "the" for c in tree.children(word, "det")):
            modified = any(
                c in held.part.words
                for c in tree.children(word, "nmod", "acl", "acl:relcl", "amod", "compound")
            )
            earlier = any(tree.lower[w] == lower for w in range(word))
            return None if modified or earlier else f"the {tree.text(word)}"
        return None

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

    def _thing(self, tree: Tree, word: int, held: Held) -> "_Edit | str | None":
        """A thing or several: clear where a noun stands before it in the statement."""
        if tree.relation(word) == "expl" or _is_impersonal(tree, word):
            return None
        nouns = [w for w in range(word) if tree.words[w].tag.startswith("NN")]
        if held.part.words.intersection(nouns) or _is_cataphoric(tree, word, held):
            return None
        event = _event_of(tree, word)
        if event is not None:
            return _Edit(tree.words[word].start, tree.words[word].end, event)
        name, reported = held.holder.name, held.quoted and word not in held.verbatim
        cue = "".join((held.holder.cue or "").split()[-1:])
        behind = tree.sentence.rfind(cue, 0, tree.words[word].start)
        nouns = [w for w in nouns if tree.words[w].start > behind]
        speaks = held.holder.kind in (HolderKind.BODY, HolderKind.DOCUMENT) and reported
        alone = name is not None and all(tree.text(w) in name for w in nouns)
        if name and speaks and alone and tree.lower[word] == "it" and tree.subject_of(word):
            start, end = tree.words[word].start, tree.words[word].end
            return _Edit(start, end, _as(name, first=word == 0))
        return tree.text(word)


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


def event_reading(text: str, before: str) -> str | None:
    """A statement with "that meeting" replaced by the event the sentence before names.

    Args:
        text: The statement's words.
        before: The sentence before it.
    """
    found = _POINTING.search(text)
    if found is not None:
        full = _last_full_mention(before, found.group(1))
        return None if full is None else f"{text[: found.start()]}the {full}{text[found.end() :]}"
    found = _OPENING.match(text)
    if found is not None:
        mentions = [m.group(2) for m in _FULL.finditer(before) if _is_full(m.group(2))]
        if len(mentions) == 1 and re.search(rf"\b{found.group(1)}\b", mentions[0]):
            return f"The {mentions[0]}{text[found.end() :]}"
    return None


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


def _last_full_mention(before: str, noun: str) -> str | None:
    kin = next(group for group in _EVENTS if re.fullmatch(group, noun))
    found = [m.group(2) for m in _FULL.finditer(before)]
    mentions = [full for full in found if _is_full(full) and re.search(rf"\b{kin}\b", full)]
    return mentions[-1] if mentions else None


def _is_full(mention: str) -> bool:
    return " " in mention
