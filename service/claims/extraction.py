"""From an article to its claims, in the order of the text."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from models.words import Analysis
from service.claims.furniture import dateline_end, is_furniture
from service.claims.holders import Held, Listener, Sentence
from service.claims.layout import Paragraph, paragraphs, whole
from service.claims.modality import modality
from service.claims.names import Names
from service.claims.quotes import quotes_in_single_marks
from service.claims.readings import Referents
from service.claims.sentences import sentences
from service.claims.smoothing import smooth
from service.claims.statements import Part
from service.claims.tree import Bounds, Tree
from service.claims.worth import topic
from service.vocabulary import (
    NARRATION,
    Article,
    CheckWorthiness,
    Claim,
    ClaimKind,
    Holder,
    HolderKind,
    Span,
    Topic,
)

SPLITTER: Final = 1
"""The number of this room's rules: raised whenever they cut, attribute or read otherwise.

What is stored is then split anew; a change that alters no claim and no correction leaves it.
"""

_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
_CAPTION = re.compile(
    r"[^,]{2,60}(?:, [^,]{3,90},)? (?:during|at|in|on|outside|with|after|before)\b"
)
_LETTERS = re.compile(r"[^\W\d_]")


class SentenceAnalyser(Protocol):
    """What reads sentences: ``models.analysis.Analyser``."""

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """The analysis of each sentence, in their order."""
        ...

    def checkworthiness(self, statements: Sequence[str]) -> list[float]:
        """The probability that each statement is worth checking, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim whose score is still to come, and the reason that will stand beside it."""

    claim: Claim
    topic: Topic


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph with its sentences read."""

    paragraph: Paragraph
    sentences: tuple[Sentence, ...]


def extract(article: Article, analyser: SentenceAnalyser) -> list[Claim]:
    """The claims of an article, with holders: its headline, then in the order of its text.

    Page furniture, questions and fragments are none. Spans quote ``article.text`` exactly, a
    headline's ``article.title``; ``text`` is their words with single spaces between them.

    Args:
        article: Its ``text`` and ``title`` are read.
        analyser: Reads its sentences.
    """
    body = _read(paragraphs(article.text, article.title), analyser)
    names = Names("\n".join(read.paragraph.text for read in body))
    referents = Referents(names, [each.tree for read in body for each in read.sentences])
    listener = Listener(names, single_marks=quotes_in_single_marks(article.text))
    found: dict[tuple[str, Holder], _Found] = {}
    if article.title and (headline := _headline(article.title, analyser)):
        found[headline.claim.text, headline.claim.holder] = headline
    place = 0
    before = ""
    for read in body:
        for each in _claims(read, listener, referents, place, before):
            found.setdefault((each.claim.text, each.claim.holder), each)
        place += len(read.sentences)
        before = _words(read, read.sentences[-1]) if read.sentences else before
    scores = analyser.checkworthiness([each.claim.statement for each in found.values()])
    return [
        replace(each.claim, checkworthiness=CheckWorthiness(round(score, 3), each.topic))
        for each, score in zip(found.values(), scores, strict=True)
    ]


def _headline(title: str, analyser: SentenceAnalyser) -> _Found | None:
    """What the title asserts, as a claim of the outlet's."""
    read = _read([whole(title)], analyser)[0]
    if len(read.sentences) != 1:
        return None
    tree = read.sentences[0].tree
    if tree.root is None or not tree.is_predicate(tree.root):
        return None
    words = frozenset(range(len(tree.words)))
    part = Part(tree.root, words, tree.pieces(words))
    held = Held(part.pieces, NARRATION, 0, part, frozenset())
    spans, text = _quoted(read.paragraph, part.pieces)
    if not _asserts(text, held, tree):
        return None
    put = modality(tree, part)
    claim = Claim(spans=spans, text=text, holder=NARRATION, kind=ClaimKind.HEADLINE, modality=put)
    return _Found(claim, topic(tree, held, put))


def _read(body: Sequence[Paragraph], analyser: SentenceAnalyser) -> list[_Read]:
    """Every sentence of an article, analysed in one go."""
    places = [(number, bounds) for number, each in enumerate(body) for bounds in _bounds(each.text)]
    words = [body[number].text[a:b] for number, (a, b) in places]
    found: list[list[Sentence]] = [[] for _ in body]
    for (number, (a, b)), sentence, analysis in zip(
        places, words, analyser.analyse(words), strict=True
    ):
        tree = Tree(sentence, analysis)
        found[number].append(Sentence(a, b, tree, analysis.attributions))
    return [_Read(each, tuple(read)) for each, read in zip(body, found, strict=True)]


def _bounds(paragraph: str) -> Iterator[Bounds]:
    """The sentences of a paragraph, its dateline left out."""
    begin = dateline_end(paragraph)
    for start, end in sentences(paragraph):
        if end > begin:
            yield max(start, begin), end


def _words(read: _Read, sentence: Sentence) -> str:
    return read.paragraph.text[sentence.start : sentence.end]


def _quoted(paragraph: Paragraph, pieces: Sequence[Bounds]) -> tuple[tuple[Span, ...], str]:
    """Where pieces of a paragraph stand in the stored text, and how they read together."""
    spans = tuple(span for a, b in pieces for span in paragraph.spans(a, b))
    return spans, smooth("\n".join(paragraph.text[a:b] for a, b in pieces))


def _claims(
    read: _Read, listener: Listener, referents: Referents, first: int, before: str
) -> Iterator[_Found]:
    """The claims of a paragraph, given its first sentence's place and the sentence before."""
    previous = [before, *(_words(read, sentence) for sentence in read.sentences)]
    speakers: dict[int, str | None] = {}
    for held in listener.hear(read.paragraph.text, read.sentences):
        speaker = speakers.get(held.sentence - 1)
        if held.quoted:
            speakers[held.sentence] = held.holder.name
        sentence, context = read.sentences[held.sentence], previous[held.sentence]
        spans, text = _quoted(read.paragraph, held.pieces)
        if not spans or not _asserts(text, held, sentence.tree):
            continue
        put = modality(sentence.tree, held.part, held.verbatim if held.quoted else None)
        reading = referents.read(held, sentence, first + held.sentence, speaker)
        claim = Claim(
            spans=spans,
            text=text,
            holder=held.holder,
            reading=reading.text,
            context=smooth(context),
            modality=put,
            missing=reading.missing,
        )
        yield _Found(claim, topic(sentence.tree, held, put))


def _is_caption(text: str, tree: Tree) -> bool:
    """Whether a sentence only names who is seen where."""
    return _CAPTION.match(text) is not None and not any(
        tree.is_finite(word) for word in range(len(tree.words)) if tree.is_predicate(word)
    )


def _asserts(text: str, held: Held, tree: Tree) -> bool:
    """Whether words make a statement: no question, no fragment, no caption."""
    narrated = held.holder.kind is HolderKind.NARRATION
    if narrated and (is_furniture(text) or _is_caption(text, tree)):
        return False
    if _QUESTION.search(text) or tree.asks(held.part.words):
        return False
    words = [word for word in text.split() if _LETTERS.search(word)]
    judged = not narrated and not held.quoted
    finite = tree.is_predicate(held.part.predicate) and tree.is_finite(held.part.predicate)
    named = held.part.reading is not None
    return len(words) >= 3 and (judged or named or finite or len(words) >= 8)
