"""Holders over a whole article: pronouns, quotations that run on, who spoke last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.claims.cues import PREPOSITIONS
from service.claims.lexicon import words
from service.claims.names import Names, classify
from service.claims.quotes import MASK, Quotation, masked, quotations
from service.claims.statements import Part, parts
from service.claims.tree import Bounds, Tree
from service.claims.voices import Attribution, attributions, source_text, voiced
from service.vocabulary import NARRATION, Holder, HolderKind

if TYPE_CHECKING:
    from models.words import Attributed

_INQUIRIES = re.compile(
    r"\b(?:stud(?:y|ies)|reports?|polls?|surveys?|data|figures|analysis|research|review|audit"
    r"|investigation|inquiry|findings|memos?|documents?|records|transcripts?)\b",
    re.IGNORECASE,
)
_HE = words("he she him her his")
_NOBODY = words(
    """
    nobody everyone nothing everything this that these those which what there who whom i we you
    """
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: its bounds there, its tree, and who the analyser hears."""

    start: int
    end: int
    tree: Tree
    found: Sequence["Attributed"]


@dataclass(frozen=True, slots=True)
class Held:
    """A statement, who holds it, and how it was told.

    ``pieces`` are bounds in the paragraph; ``sentence`` is its place there. ``quoted`` is false
    for a judgement ("X lauded Y") and for narration; ``verbatim`` are the words of the part that
    stand in quotation marks.
    """

    pieces: tuple[Bounds, ...]
    holder: Holder
    sentence: int
    part: Part
    verbatim: frozenset[int]
    quoted: bool = False


@dataclass(slots=True)
class _Heard:
    """A sentence with what its attributions are."""

    start: int
    end: int
    tree: Tree
    mask: str
    after_quote: bool
    told: list[Attribution]

    @property
    def all_quoted(self) -> bool:
        return MASK in self.mask and not re.search(r"\w", self.mask)


class Listener:
    """Reads an article's paragraphs in order and remembers who spoke last."""

    def __init__(self, names: Names, *, single_marks: bool) -> None:
        """Start before the first paragraph.

        Args:
            names: The people of the article.
            single_marks: Whether single marks quote in this article.
        """
        self._names = names
        self._single = single_marks
        self._person: Holder | None = None
        self._other: Holder | None = None
        self._speaker: Holder | None = None

    def hear(self, paragraph: str, sentences: Sequence[Sentence]) -> list[Held]:
        """Everything held in the next paragraph, in order."""
        quoted = quotations(paragraph, single=self._single)
        mask = masked(paragraph, quoted)
        heard = [self._heard(mask, sentence) for sentence in sentences]
        held: list[Held] = []
        for number, sentence in enumerate(heard):
            if sentence.all_quoted:
                holder = self._quoted_holder(heard, number, quoted)
                whole = frozenset(range(len(sentence.tree.words)))
                held.extend(
                    _held(sentence, part, holder, number, quoted=True)
                    for part in parts(sentence.tree, whole)
                )
            else:
                held.extend(self._spoken(sentence, number))
        return [_unquoted(h, paragraph, quoted) for h in held]

    def _heard(self, mask: str, sentence: Sentence) -> _Heard:
        words = mask[sentence.start : sentence.end]
        told = attributions(sentence.tree, sentence.found, words)
        after_quote = mask[: sentence.start].rstrip().endswith(MASK)
        told = [a for a in told if a.content or a.judged or (after_quote and len(words) < 120)]
        return _Heard(sentence.start, sentence.end, sentence.tree, words, after_quote, told)

    def _spoken(self, sentence: _Heard, number: int) -> Iterator[Held]:
        """What one sentence outside quotations asserts, part by part."""
        holders: dict[tuple[int, ...], Holder] = {}
        kept: list[Attribution] = []
        earlier: Holder | None = None
        for attribution in sentence.told:
            holder = self._holder(sentence, attribution, earlier)
            if holder is None:
                continue
            kept.append(attribution)
            earlier = self._remember(holder)
            holders[attribution.cue] = holder
        if sentence.after_quote and all(not a.content for a in kept) and kept:
            return  # "X asked." behind the question
        if sentence.after_quote and not kept and len(sentence.tree.words) <= 5:
            return
        if not kept:
            self._notice_subject(sentence)
        for each in voiced(sentence.tree, kept):
            holder = holders[each.attribution.cue] if each.attribution else NARRATION
            quoted = each.attribution is not None and not each.attribution.judged
            yield _held(sentence, each.part, holder, number, quoted=quoted)

    def _quoted_holder(
        self, heard: Sequence[_Heard], number: int, quoted: Sequence[Quotation]
    ) -> Holder:
        """Who says a sentence that stands in quotation marks as a whole."""
        here = heard[number]
        region = next((q for q in quoted if q.start <= here.start < q.end), None)
        if region is None:
            return self._speaker or NARRATION
        for later in heard[number + 1 :]:
            if later.start > region.end + 1:
                break
            for attribution in later.told:
                holder = self._holder(later, attribution, None)
                if holder is not None and _behind_quote(later, attribution):
                    return self._remember(holder)
        return self._speaker or NARRATION

    def _holder(
        self, sentence: _Heard, attribution: Attribution, earlier: Holder | None
    ) -> Holder | None:
        source = source_text(sentence.tree, attribution.source)
        if not source:
            if attribution.finding and attribution.words.endswith("ing"):
                return None
            known = earlier or self._sentence_subject(sentence)
            return known and Holder(known.kind, known.name, attribution.words)
        known = self._resolve(source, sentence, attribution)
        if known is None:
            return None
        others = {other.cue[0]: other for other in sentence.told}
        passing = (others[cue] for cue in attribution.via if cue in others)
        via = tuple(
            passed.name
            for other in passing
            if (passed := self._resolve(source_text(sentence.tree, other.source), sentence, other))
            and passed.name
        )
        return Holder(known.kind, known.name, attribution.words, via)

    def _resolve(self, source: str, sentence: _Heard, attribution: Attribution) -> Holder | None:
        lower = source.lower() if " " in source else re.split("['\u2019]", source.lower())[0]
        if lower in _HE:
            named = self._subject_before(sentence, attribution) or self._person
            return named or Holder(HolderKind.PERSON, lower)
        if lower in ("it", "they"):
            return self._other if attribution.strong else None
        if not lower or lower in _NOBODY or lower.split()[0] in PREPOSITIONS:
            return None
        known = self._classified(source)
        if known is None:
            return _unknown(source, attribution)
        shown = attribution.words.startswith("show") or known[0] is HolderKind.DOCUMENT
        if attribution.finding and shown and not _INQUIRIES.search(source):
            return None
        return Holder(*known)

    def _subject_before(self, sentence: _Heard, attribution: Attribution) -> Holder | None:
        """The person a sentence opens with, for a pronoun later in it."""
        tree = sentence.tree
        subject = None if tree.root is None else tree.subject(tree.root)
        if subject is None or subject >= min(attribution.source):
            return None
        if MASK in sentence.mask[: tree.words[min(attribution.source)].start]:
            return None
        found = self._sentence_subject(sentence)
        return found if found is not None and found.kind is HolderKind.PERSON else None

    def _sentence_subject(self, sentence: _Heard) -> Holder | None:
        tree = sentence.tree
        at = None if tree.root is None else tree.subject(tree.root)
        if at is None:
            return None
        subject = source_text(tree, sorted(tree.subtree(at)))
        if subject.lower() in ("he", "she"):
            return self._person
        if subject.lower() in ("it", "they"):
            return self._other
        known = None if subject.lower() in _NOBODY else self._classified(subject)
        return None if known is None else Holder(*known)

    def _classified(self, source: str) -> tuple[HolderKind, str] | None:
        """Kind and name of a source; a bare title is the last person who bears it."""
        known = classify(source, self._names)
        focus = self._person.name if self._person else None
        if known is None or known[0] is not HolderKind.PERSON or focus is None:
            return known
        bare = known[1] in source and self._names.bears(known[1].split()[-1], focus)
        return (HolderKind.PERSON, focus) if bare else known

    def _notice_subject(self, sentence: _Heard) -> None:
        subject = self._sentence_subject(sentence)
        if subject is not None and subject.kind is HolderKind.PERSON:
            self._person = subject

    def _remember(self, holder: Holder) -> Holder:
        self._speaker = holder
        if holder.kind is HolderKind.PERSON:
            self._person = Holder(holder.kind, holder.name)
        else:
            self._other = Holder(holder.kind, holder.name)
        return holder


def _unknown(source: str, attribution: Attribution) -> Holder | None:
    """A holder for words of no known kind, where the cue leaves no doubt that they speak."""
    name = re.sub(r"^(?:the|an?)\s+", "", source, flags=re.IGNORECASE)
    if attribution.verb.startswith("according"):
        return Holder(HolderKind.DOCUMENT, name)
    if attribution.strong and not attribution.finding and len(source.split()) <= 12:
        return Holder(HolderKind.UNNAMED, name)
    return None


def _behind_quote(sentence: _Heard, attribution: Attribution) -> bool:
    """Whether an attribution stands behind the quotation it belongs to."""
    if not attribution.content:
        return not attribution.judged
    first = min(attribution.content)
    return sentence.mask[sentence.tree.words[first].start] == MASK and not attribution.judged


def _held(sentence: _Heard, part: Part, holder: Holder, number: int, *, quoted: bool) -> Held:
    pieces = tuple((sentence.start + a, sentence.start + b) for a, b in part.pieces)
    starts = {word: sentence.tree.words[word].start for word in part.words}
    verbatim = frozenset(word for word, at in starts.items() if sentence.mask[at] == MASK)
    return Held(pieces, holder, number, part, verbatim, quoted)


def _unquoted(held: Held, paragraph: str, quoted: Sequence[Quotation]) -> Held:
    """Take the outer quotation marks off pieces that are quoted as a whole."""
    if not held.quoted:
        return held
    pieces = tuple(_strip(paragraph, a, b, quoted) for a, b in held.pieces)
    return replace(held, pieces=tuple(p for p in pieces if p[0] < p[1]))


def _strip(paragraph: str, start: int, end: int, quoted: Sequence[Quotation]) -> Bounds:
    region = next((q for q in quoted if q.start <= start < q.end), None)
    if region is None or region.end < end - 1:
        return start, end
    if region.start == start:
        start += region.mark
    if region.closed and region.end <= end:
        end = region.end - region.mark
        while end > start and paragraph[end - 1] in ", ":
            end -= 1
    return start, end
