"""Holders over a whole article: pronouns, quotations that run on, who spoke last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.claims import nominal, subjects
from service.claims.attribution import Attribution, attributions
from service.claims.cues import PREPOSITIONS
from service.claims.furniture import dateline_end
from service.claims.lexicon import words
from service.claims.names import Names, classify
from service.claims.quotes import MASK, Quotation, masked, quotations
from service.claims.sentences import sentences
from service.claims.split import narrated
from service.claims.tokens import Bounds, is_verbal, tokenize
from service.vocabulary import NARRATION, Holder, HolderKind

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
class Held:
    """A stretch of a paragraph (one or more pieces) and who holds it."""

    pieces: tuple[Bounds, ...]
    holder: Holder
    sentence: int
    quoted: bool = False
    subject: str | None = None


@dataclass(slots=True)
class _Sentence:
    start: int
    end: int
    mask: str
    after_quote: bool
    attributed: list[Attribution] = field(default_factory=list)

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

    def hear(self, paragraph: str) -> tuple[list[Bounds], list[Held]]:
        """The sentences of the next paragraph, and everything held in them, in order."""
        quoted = quotations(paragraph, single=self._single)
        mask = masked(paragraph, quoted)
        begin = dateline_end(paragraph)
        parsed = [
            self._parse(mask, max(start, begin), end)
            for start, end in sentences(paragraph)
            if end > begin
        ]
        held: list[Held] = []
        for number, sentence in enumerate(parsed):
            words = paragraph[sentence.start : sentence.end]
            if sentence.all_quoted:
                holder = self._quoted_holder(paragraph, parsed, number, quoted)
                held.append(Held(((sentence.start, sentence.end),), holder, number, quoted=True))
            else:
                held.extend(self._spoken(words, sentence, number))
        return [(s.start, s.end) for s in parsed], [_unquoted(h, paragraph, quoted) for h in held]

    def _parse(self, mask: str, start: int, end: int) -> _Sentence:
        words = mask[start:end]
        found = attributions(words)
        noun = [
            n
            for n in nominal.criticisms(tokenize(words))
            if not any(a.end > n.start for a in found)
        ]
        after_quote = mask[:start].rstrip().endswith(MASK)
        sentence = _Sentence(start, end, words, after_quote, [*found, *noun])
        sentence.attributed = [
            a for a in sentence.attributed if a.content or (after_quote and len(words) < 120)
        ]
        return sentence

    def _spoken(self, words: str, sentence: _Sentence, number: int) -> Iterator[Held]:
        """What one sentence outside quotations asserts, piece by piece."""
        kept: list[Attribution] = []
        held: list[Held] = []
        for attribution in sentence.attributed:
            earlier = next((h.holder for h in reversed(held)), None)
            holder = self._holder(words, sentence, attribution, earlier)
            if holder is None:
                continue
            kept.append(attribution)
            self._remember(holder)
            pieces = tuple((sentence.start + a, sentence.start + b) for a, b in attribution.content)
            held.append(Held(pieces, holder, number, quoted=not attribution.judged))
        if sentence.after_quote and not held and len(words.split()) <= 4:
            return  # "X asked." behind the question
        if kept:
            rest = narrated(sentence.mask, kept)
        else:
            rest = [(0, len(words))]
            self._notice_subject(words, sentence)
        for a, b in rest:
            piece = (sentence.start + a, sentence.start + b)
            subject = held[-1].holder.name if held and _lacks_subject(sentence.mask[a:b]) else None
            held.append(Held((piece,), NARRATION, number, subject=subject))
        yield from sorted((h for h in held if h.pieces), key=lambda h: h.pieces)

    def _quoted_holder(
        self, paragraph: str, parsed: Sequence[_Sentence], number: int, quoted: Sequence[Quotation]
    ) -> Holder:
        """Who says a sentence that stands in quotation marks as a whole."""
        here = parsed[number]
        region = next((q for q in quoted if q.start <= here.start < q.end), None)
        if region is None:
            return self._speaker or NARRATION
        for later in parsed[number + 1 :]:
            if later.start > region.end + 1:
                break
            for attribution in later.attributed:
                words = paragraph[later.start : later.end]
                holder = self._holder(words, later, attribution, None)
                if holder is not None and _behind_quote(later, attribution):
                    return self._remember(holder)
        return self._speaker or NARRATION

    def _holder(
        self, words: str, sentence: _Sentence, attribution: Attribution, earlier: Holder | None
    ) -> Holder | None:
        if attribution.source is None:
            if attribution.finding and attribution.cue.endswith("ing"):
                return None
            known = earlier or self._sentence_subject(words, sentence)
            return known and Holder(known.kind, known.name, attribution.cue)
        source = words[slice(*attribution.source)]
        known = self._resolve(source, sentence, attribution)
        if known is None:
            return None
        via = tuple(
            passed.name
            for bounds in attribution.via
            if (passed := self._resolve(words[slice(*bounds)], sentence, attribution))
            and passed.name
        )
        return Holder(known.kind, known.name, attribution.cue, via)

    def _resolve(self, source: str, sentence: _Sentence, attribution: Attribution) -> Holder | None:
        lower = source.lower() if " " in source else re.split("['\u2019]", source.lower())[0]
        if lower in _HE:
            return self._subject_before(sentence, attribution) or self._person
        if lower in ("it", "they"):
            return self._other if attribution.strong else None
        if not lower or lower in _NOBODY or lower.split()[0] in PREPOSITIONS:
            return None
        known = self._classified(source)
        if known is None:
            return _unknown(source, attribution)
        shown = attribution.cue.startswith("show") or known[0] is HolderKind.DOCUMENT
        if attribution.finding and shown and not _INQUIRIES.search(source):
            return None
        return Holder(*known)

    def _subject_before(self, sentence: _Sentence, attribution: Attribution) -> Holder | None:
        """The person a sentence opens with, for a pronoun later in it."""
        if attribution.source is None or MASK in sentence.mask[: attribution.source[0]]:
            return None
        found = self._sentence_subject(sentence.mask, sentence)
        bounds = subjects.sentence_subject(tokenize(sentence.mask))
        if found is None or bounds is None or bounds[0] >= attribution.source[0]:
            return None
        return found if found.kind is HolderKind.PERSON else None

    def _sentence_subject(self, words: str, sentence: _Sentence) -> Holder | None:
        bounds = subjects.sentence_subject(tokenize(sentence.mask))
        if bounds is None:
            return None
        subject = re.split("['\u2019](?:s|ve|d|m|ll|re)$", words[slice(*bounds)])[0]
        if subject.lower() in ("he", "she"):
            return self._person
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

    def _notice_subject(self, words: str, sentence: _Sentence) -> None:
        subject = self._sentence_subject(words, sentence)
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
    if attribution.cue == "according to":
        return Holder(HolderKind.DOCUMENT, name)
    if attribution.strong and not attribution.finding and len(source.split()) <= 12:
        return Holder(HolderKind.UNNAMED, name)
    return None


def _lacks_subject(words: str) -> bool:
    """Whether a clause goes straight to its verb ("and recalled the meeting")."""
    return is_verbal(tokenize(words)[0])


def _behind_quote(sentence: _Sentence, attribution: Attribution) -> bool:
    """Whether an attribution stands behind the quotation it belongs to."""
    if not attribution.content:
        return True
    return sentence.mask[attribution.content[0][0]] == MASK and not attribution.judged


def _unquoted(held: Held, paragraph: str, quoted: Sequence[Quotation]) -> Held:
    """Take the outer quotation marks off pieces that are quoted as a whole."""
    if not held.quoted:
        return held
    pieces = tuple(_strip(paragraph, a, b, quoted) for a, b in held.pieces)
    return Held(tuple(p for p in pieces if p[0] < p[1]), held.holder, held.sentence, quoted=True)


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
