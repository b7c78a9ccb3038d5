"""From an article to its claims, in the order of the text."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from collections.abc import Iterator

from service.claims import readings
from service.claims.furniture import is_furniture
from service.claims.holders import Held, Listener
from service.claims.layout import Paragraph, paragraphs
from service.claims.names import Names
from service.claims.quotes import quotes_in_single_marks
from service.claims.smoothing import smooth
from service.claims.tokens import has_verb, tokenize
from service.vocabulary import Article, Claim, Holder, HolderKind

_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
_CAPTION = re.compile(
    r"[^,]{2,60}(?:, [^,]{3,90},)? (?:during|at|in|on|outside|with|after|before)\b"
)
_LETTERS = re.compile(r"[^\W\d_]")


def extract(article: Article) -> list[Claim]:
    """The claims of an article, with holders, in the order of its text.

    Page furniture, questions and fragments are none. Spans quote ``article.text``
    exactly; ``text`` is their words with single spaces between them.

    Args:
        article: Its ``text`` is read; its ``title`` is no claim where it stands there too.
    """
    body = paragraphs(article.text, article.title)
    names = Names("\n".join(paragraph.text for paragraph in body))
    listener = Listener(names, single_marks=quotes_in_single_marks(article.text))
    claims: list[Claim] = []
    seen: set[tuple[str, Holder]] = set()
    before = ""
    for paragraph in body:
        for claim, context in _claims(paragraph, listener, names, before):
            before = context
            if claim is not None and (claim.text, claim.holder) not in seen:
                seen.add((claim.text, claim.holder))
                claims.append(claim)
    return claims


def _claims(
    paragraph: Paragraph, listener: Listener, names: Names, before: str
) -> Iterator[tuple[Claim | None, str]]:
    """Each claim of a paragraph with the sentence it stands in."""
    bounds, everything = listener.hear(paragraph.text)
    previous = [before, *(paragraph.text[a:b] for a, b in bounds)]
    for held in everything:
        sentence = bounds[held.sentence]
        claim = _claim(paragraph, held, previous[held.sentence], sentence, names)
        yield claim, paragraph.text[slice(*sentence)]
    if not everything and bounds:
        yield None, previous[-1]


def _claim(
    paragraph: Paragraph, held: Held, context: str, sentence: tuple[int, int], names: Names
) -> Claim | None:
    spans = tuple(span for a, b in held.pieces for span in paragraph.spans(a, b))
    text = smooth("\n".join(paragraph.text[a:b] for a, b in held.pieces))
    judged = held.holder.kind is not HolderKind.NARRATION and not held.quoted
    if not spans or not _asserts(text, judged=judged):
        return None
    if held.holder.kind is HolderKind.NARRATION and (is_furniture(text) or _is_caption(text)):
        return None
    lead = paragraph.text[sentence[0] : held.pieces[0][0]]
    return Claim(
        spans=spans,
        text=text,
        holder=held.holder,
        reading=_reading(text, lead, context, held, names),
        context=smooth(context),
    )


def _reading(text: str, lead: str, context: str, held: Held, names: Names) -> str | None:
    if held.subject is not None:
        return f"{readings.as_subject(held.subject)} {text}"
    narration = held.holder.kind is HolderKind.NARRATION
    if not narration and not held.quoted:
        judged = readings.judgement_reading(text, held.holder)
        return readings.event_reading(judged or text, context) or judged
    whole = not re.search(r"\w", lead)
    reading = None
    if whole and (narration or held.quoted):
        reading = readings.subject_reading(text, context, held.holder.name, names)
    elif held.quoted and not lead.rstrip().endswith(("“", '"', "«", "‘")):
        reading = readings.speaker_reading(text, lead, held.holder, names)
        reading = reading or readings.it_reading(text, lead)
    return readings.event_reading(reading or text, context) or reading


def _is_caption(text: str) -> bool:
    """Whether a sentence only names who is seen where."""
    return _CAPTION.match(text) is not None and not has_verb(tokenize(text))


def _asserts(text: str, *, judged: bool) -> bool:
    """Whether words make a statement: no question, no fragment."""
    if _QUESTION.search(text):
        return False
    words = [word for word in text.split() if _LETTERS.search(word)]
    return len(words) >= 3 and (judged or has_verb(tokenize(text)) or len(words) >= 8)
