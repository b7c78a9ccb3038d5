"""Who asserts what inside one sentence: cue verbs, their subjects, their contents.

Rules read a masked sentence (``quotes.masked``), so that words inside quotation marks
attribute nothing. All bounds are offsets into that sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.claims import cues, subjects
from service.claims.lexicon import DOCUMENT_NOUNS
from service.claims.subjects import Subject
from service.claims.tokens import Token, has_verb, is_verbal, pronoun, tokenize

Bounds = tuple[int, int]

LONGEST = 300
"""Words of the longest sentence the rules read; what is longer is a list or a table."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, its cue and what it asserts.

    ``source`` is None where the sentence carries an earlier one on ("..., adding that").
    ``content`` is empty where the words attributed stand in another sentence. ``start``
    and ``end`` bound everything the attribution takes up.
    """

    source: Bounds | None
    cue: str
    content: tuple[Bounds, ...]
    start: int
    end: int
    judged: bool = False
    strong: bool = True
    finding: bool = False
    nominal: bool = False
    via: tuple[Bounds, ...] = field(default=())


FRONTING = cues.CONTRAST | {"as", "when", "after", "before", "since", "because"}


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue verb found at token ``at``; ``after`` is the first token behind it."""

    at: int
    after: int
    verb: str
    form: str
    words: str
    judging: bool = False


def attributions(masked: str) -> list[Attribution]:
    """Every attribution of one masked sentence, from left to right."""
    tokens = tokenize(masked)
    if len(tokens) > LONGEST:
        return []
    found: list[Attribution] = []
    for cue in _cues(tokens):
        new = _according(tokens, cue) if cue.verb == "according" else _attribution(tokens, cue)
        if new is not None:
            _combine(tokens, found, new)
    return found or _introduced(tokens)


def _introduced(tokens: Sequence[Token]) -> list[Attribution]:
    """ "X took the credit: “P”": a quotation that a colon gives to the sentence's subject."""
    at = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
    if at is None or at + 1 >= len(tokens) or not tokens[at + 1].quoted:
        return []
    source = subjects.sentence_subject(tokens[:at])
    if source is None:
        return []
    content = (tokens[at + 1].start, tokens[-1].end)
    return [Attribution(source, ":", (content,), tokens[at].start, content[1], strong=False)]


def _cues(tokens: Sequence[Token]) -> list[_Cue]:
    found = []
    for at, token in enumerate(tokens):
        following = [t.lower for t in tokens[at + 1 : at + 3]]
        if not token.text.islower():
            if token.text == "According" and following[:1] == ["to"]:
                found.append(_Cue(at, at + 2, "according", "", "according to"))
        elif token.lower == "according" and following[:1] == ["to"]:
            found.append(_Cue(at, at + 2, "according", "", "according to"))
        elif token.lower == "quoted" and (quoting := _quoting(tokens, at)) is not None:
            found.append(quoting)
        elif (phrase := _phrasal(token, following)) is not None:
            found.append(replace(phrase, at=at, after=at + phrase.after))
        elif token.lower in cues.CONVINCED and _opens_clause(following[:1]):
            found.append(_Cue(at, at + 1, "be", "past", token.text))
        elif token.lower in ("state", "states") and not (
            at and tokens[at - 1].lower in DOCUMENT_NOUNS | {"it"}
        ):
            continue
        elif token.lower in cues.SAYING:
            verb, form = cues.SAYING[token.lower]
            found.append(_Cue(at, at + 1, verb, form, token.text))
        elif token.lower in cues.JUDGING:
            verb, form = cues.JUDGING[token.lower]
            found.append(_Cue(at, at + 1, verb, form, token.text, judging=True))
    return found


def _quoting(tokens: Sequence[Token], at: int) -> _Cue | None:
    """ "X was quoted (by Y) as saying": passive in form, yet X speaks."""
    for i in range(at + 1, min(at + 10, len(tokens) - 1)):
        if tokens[i].lower == "as" and tokens[i + 1].lower in ("saying", "telling"):
            verb = "say" if tokens[i + 1].lower == "saying" else "tell"
            return _Cue(at, i + 2, verb, "quoted", "quoted")
    return None


def _opens_clause(following: Sequence[str]) -> bool:
    return bool(following) and following[0] in ("that", "he", "she", "it", "they", "we")


def _phrasal(token: Token, following: Sequence[str]) -> _Cue | None:
    """ "made clear", "pointed out", "pointed to": verbs of more than one word."""
    forms = {"make": "base", "makes": "s", "made": "past", "making": "ing"}
    if token.lower in forms and "clear" in following:
        size = following.index("clear") + 2
        return _Cue(0, size, "make clear", forms[token.lower], f"{token.text} clear")
    forms = {"refer": "base", "refers": "s", "referred": "past", "referring": "ing"}
    if token.lower in forms and following[:1] == ["to"]:
        return _Cue(0, 2, "refer to", forms[token.lower], f"{token.text} to", judging=True)
    forms = {"point": "base", "points": "s", "pointed": "past", "pointing": "ing"}
    if token.lower in forms and following[:1] in (["out"], ["to"]):
        words = f"{token.text} {following[0]}"
        return _Cue(0, 2, words, forms[token.lower], words, judging=following[0] == "to")
    return None


def _attribution(tokens: Sequence[Token], cue: _Cue) -> Attribution | None:
    subject = subjects.before(tokens, cue.at, cue.form, adjective=cue.verb == "be")
    inverted = None
    if _invertible(tokens, cue):
        inverted = subjects.inverted(tokens, cue.at, cue.after, cue.form)
    if inverted is not None and not _follows_apposition(tokens, cue, subject):
        return _around(tokens, cue, inverted, inverted.last + 1)
    if subject is None:
        return None
    if cue.judging:
        return _judgement(tokens, cue, subject)
    return _saying(tokens, cue, subject)


def _invertible(tokens: Sequence[Token], cue: _Cue) -> bool:
    """Whether the subject may stand behind: after a quotation, or after a comma with "said"."""
    if cue.judging or cue.verb in cues.ADDRESSED or not cue.at:
        return False
    return cue.verb == "say" or tokens[cue.at - 1].quoted


def _follows_apposition(tokens: Sequence[Token], cue: _Cue, subject: Subject | None) -> bool:
    """Whether "X, a Y, said Z ..." is no inversion: what follows is what X says."""
    if subject is None or subject.carried or tokens[cue.at - 1].quoted:
        return False
    return subjects.content_start(tokens, cue.after, cue.verb, cue.form) is not None


def _judgement(tokens: Sequence[Token], cue: _Cue, subject: Subject) -> Attribution | None:
    """ "X lauded Y": the whole clause is what X holds."""
    rest = tokens[cue.after :]
    if not rest or rest[0].mark or rest[0].lower in ("to", "for", "by", "on", "whether"):
        return None
    end = subjects.clause_end(tokens, cue.after)
    clause = tokens[cue.after : end]
    if any(token.lower == "who" for token in tokens[max(cue.at - 3, 0) : cue.at]):
        return None
    if cue.verb in cues.AS_JUDGED and not _names_it(cue.verb, clause):
        return None
    if subject.carried and tokens[cue.at - 1].lower in ("before", "after", "by"):
        return None
    if cue.verb in ("welcome", "salute") and any(token.lower == "to" for token in clause):
        return None
    if cue.verb.startswith("point") and not any(t.lower in ("as", "that") for t in clause):
        return None
    start = subject.first if subject.bounds else cue.at
    content = _trimmed(tokens, start, end)
    if content is None:
        return None
    return Attribution(
        subject.bounds, cue.words, (content,), tokens[subject.opening].start, content[1],
        judged=True, strong=False,
    )  # fmt: skip


def _names_it(verb: str, clause: Sequence[Token]) -> bool:
    """Whether a verb of calling says what the thing is called."""
    end = next((i for i, token in enumerate(clause) if token.text == ","), len(clause))
    clause = clause[:end]
    lowers = [token.lower for token in clause]
    if verb in ("call", "label", "brand", "deem", "consider"):
        if lowers[:1] == ["for"] or lowers[:1] == ["on"]:
            return False
        quoted = any(token.quoted for token in clause[1:])
        return (
            quoted
            or lowers[:1] in (["it"], ["him"], ["her"], ["them"], ["this"], ["that"])
            or ("a" in lowers[1:] or "an" in lowers[1:] or "the" in lowers[2:])
        )
    if verb == "refer to":
        return "as" in lowers
    return "as" in lowers or "to" in lowers or "with" in lowers


def _saying(tokens: Sequence[Token], cue: _Cue, subject: Subject) -> Attribution | None:
    begin = subjects.content_start(tokens, cue.after, cue.verb, cue.form)
    left = subjects.left_clause(tokens, subject.opening)
    if begin is not None and begin > cue.after + 1 and left and _ends_quoted(tokens, left):
        begin = None
    comma_quote = begin is not None and tokens[begin - 1].lower == "," and tokens[begin].quoted
    if begin is not None and not (comma_quote and _is_statement(tokens, left)):
        fronted = tokens[0].lower in FRONTING and subject.opening <= 2
        fronted = fronted or any(t.lower == "who" for t in tokens[cue.at - 2 : cue.at])
        end = subjects.clause_end(tokens, begin, content=True, fronted=fronted)
        said = _trimmed(tokens, begin, end)
        if said is None:
            return None
        if left and tokens[left[0]].lower in ("if", "unless"):
            condition = _trimmed(tokens, *left)
            return _make(
                tokens, cue, subject, (condition, said) if condition else (said,), end, left[0]
            )
        return _make(tokens, cue, subject, (said,), end)
    if (
        subject.carried
        or tokens[subject.last + 1].lower == "who"
        or tokens[cue.at - 1].lower == "who"
    ):
        return None
    return _around(tokens, cue, subject, cue.after)


def _around(tokens: Sequence[Token], cue: _Cue, subject: Subject, after: int) -> Attribution | None:
    """ "P, X said." and "P, X said, Q": the attribution stands behind or inside."""
    if not subjects.is_adjunct(tokens, after, addressed=cue.verb in cues.ADDRESSED):
        return None
    opening = min(subject.opening, cue.at)
    left = subjects.left_clause(tokens, opening)
    tail = subjects.adjunct_end(tokens, after)
    content = [] if left is None else [left]
    end = tail
    if tail + 1 < len(tokens) and tokens[tail].lower == "," and left is not None:
        quoted = subject.first > cue.at or all(
            word.quoted or word.mark for word in tokens[left[0] : left[1]]
        )
        right = subjects.right_part(
            tokens, tail + 1, quoted=quoted, open_left=left[1] - left[0] < 4
        )
        if right is not None:
            content.append(right)
            end = right[1]
    if left is None and tail < len(tokens) - 1:
        return None
    if left is not None and len(content) == 1 and not _is_content(tokens, left):
        return None
    pieces = [_trimmed(tokens, *bounds) for bounds in content]
    kept = tuple(piece for piece in pieces if piece is not None)
    start = left[0] if left else opening
    return _make(tokens, cue, subject, kept, end, start)


def _make(
    tokens: Sequence[Token], cue: _Cue, subject: Subject, content: tuple[Bounds, ...],
    end: int, start: int | None = None,
) -> Attribution:  # fmt: skip
    first = subject.opening if start is None else start
    return Attribution(
        subject.bounds, cue.words, content, tokens[first].start, tokens[end - 1].end,
        strong=cue.verb in cues.STRONG and not (cue.verb in cues.NOUN_LIKE and cue.form in ("s", "base")), finding=cue.verb in cues.FINDING,
    )  # fmt: skip


def _according(tokens: Sequence[Token], cue: _Cue) -> Attribution | None:
    """ "According to X, P" and "P, according to X"."""
    last = subjects.phrase_end(tokens, cue.after)
    if last == cue.after:
        return None
    source = (tokens[cue.after].start, tokens[last - 1].end)
    if cue.at == 0 or tokens[cue.at - 1].lower in ("and", "but"):
        begin = last + 1 if last < len(tokens) and tokens[last].lower == "," else last
        end = subjects.clause_end(tokens, begin, content=True)
        content = _trimmed(tokens, begin, end)
    else:
        left = subjects.left_clause(tokens, cue.at)
        content = _trimmed(tokens, *left) if left else None
        begin, end = (left[0] if left else cue.at), last
        if left and last + 1 < len(tokens) and tokens[last].lower == ",":
            right = subjects.right_part(tokens, last + 1)
            tail = _trimmed(tokens, *right) if right else None
            if content and tail:
                return Attribution(
                    source, cue.words, (content, tail), content[0], tail[1], strong=False
                )
    if content is None:
        return None
    start = min(content[0], tokens[cue.at].start)
    return Attribution(
        source, cue.words, (content,), start, max(tokens[end - 1].end, source[1]), strong=False
    )


def _is_statement(tokens: Sequence[Token], left: tuple[int, int] | None) -> bool:
    """Whether what stands before "X said," is said too, and no mere circumstance."""
    if left is None:
        return False
    words = tokens[left[0] : left[1]]
    if _ends_quoted(tokens, left):
        return True
    return words[0].lower not in cues.PREPOSITIONS | cues.CONJUNCTIONS and has_verb(words)


def _ends_quoted(tokens: Sequence[Token], left: tuple[int, int]) -> bool:
    words = tokens[left[0] : left[1]]
    return words[-1].quoted or (len(words) > 1 and words[-1].mark and words[-2].quoted)


def _is_content(tokens: Sequence[Token], left: tuple[int, int]) -> bool:
    """Whether "P" in "P, X said" asserts something and is no mere circumstance."""
    words = tokens[left[0] : left[1]]
    if any(word.quoted for word in words):
        return True
    conjunction = words[0].lower in {"when", "while", "as", "after", "before", "since", "until"}
    comma = next((i for i, word in enumerate(words) if word.text == ","), len(words))
    helped = has_verb(words[comma + 2 :]) and not has_verb(words[comma + 1 : comma + 2])
    aided = any(word.lower in cues.AUXILIARIES | cues.MODALS for word in words)
    circumstance = conjunction or (words[0].lower in cues.PREPOSITIONS and not aided)
    return len(words) > 3 and not (circumstance and not helped)


def _trimmed(tokens: Sequence[Token], begin: int, end: int) -> Bounds | None:
    """Bounds of a run of tokens without the commas and conjunctions around it."""
    while begin < end and (tokens[begin].text in ",:;—–-" or tokens[begin].lower in ("but", "and")):
        begin += 1
    while end > begin and (
        tokens[end - 1].text in ",:;—–-" or tokens[end - 1].lower in cues.CONTRAST | {"and"}
    ):
        end -= 1
    return (tokens[begin].start, tokens[end - 1].end) if begin < end else None


def _combine(tokens: Sequence[Token], found: list[Attribution], new: Attribution) -> None:
    """Fit a further attribution into those found: beside, inside, or passing one on."""
    if not found:
        found.append(new)
        return
    last = found[-1]
    if new.start >= last.end:
        found.append(new)
    elif new.cue.lower() != "according to" and new.start <= last.start:
        while found and found[-1].start >= new.start:
            found.pop()
        found.append(new)
    elif new.cue.lower() == "according to":
        if new.source is not None and new.content and last.content:
            found[-1] = replace(last, via=(*last.via, new.source), end=max(last.end, new.end))
    elif _is_pronoun(tokens, new):
        return
    elif (
        not last.judged
        and last.content
        and 0 <= new.start - last.content[0][0] <= 6
        and (new.source is not None and last.source is not None and not new.judged and new.content)
    ):
        found[-1] = replace(new, start=last.start, via=(*last.via, last.source))


def _is_pronoun(tokens: Sequence[Token], new: Attribution) -> bool:
    """Whether the source is "he" or "it": inside what X says, X again."""
    return new.source is not None and any(
        token.start == new.source[0] and pronoun(token) in cues.SUBJECT_PRONOUNS for token in tokens
    )


def narrated(masked: str, found: Sequence[Attribution]) -> list[Bounds]:
    """The stretches no attribution takes up that assert something of their own."""
    tokens = tokenize(masked)
    rest: list[Bounds] = []
    at = 0
    for bounds in [*((a.start, a.end) for a in found), (len(masked), len(masked))]:
        run = [i for i, t in enumerate(tokens) if at <= t.start and t.end <= bounds[0]]
        rest_start, at = at, max(at, bounds[1])
        if not run:
            continue
        nominal = any(a.nominal and a.start == bounds[0] for a in found)
        if (
            rest_start
            and tokens[0].lower not in FRONTING
            and not _opens_contrast(tokens[run[0] : run[0] + 2])
        ):
            continue
        trimmed = _narrated_run(tokens, run[0], run[-1] + 1, adverbial=nominal)
        if trimmed is not None:
            rest.append(trimmed)
    return rest


def _opens_contrast(words: Sequence[Token]) -> bool:
    return any(word.lower in cues.CONTRAST | {"and", ";"} for word in words)


def _narrated_run(
    tokens: Sequence[Token], begin: int, end: int, *, adverbial: bool
) -> Bounds | None:
    words = list(tokens[begin:end])
    contrast = adverbial or words[0].lower in cues.CONTRAST or words[0].lower in ("and", ",", ";")
    while words and (words[0].lower in cues.CONTRAST | {"and"} or words[0].mark):
        words = words[1:]
    dependent = words and words[0].lower in (cues.PREPOSITIONS | cues.CONJUNCTIONS | {"to", "who"})
    if len(words) < 4 or (dependent and (not contrast or words[0].lower in ("who", "which"))):
        return None
    if not adverbial and (words[0].lower.endswith("ing") or not has_verb(words)):
        return None
    verb = next((i for i, word in enumerate(words) if is_verbal(word)), 0)
    if not adverbial and verb and words[verb - 1].lower in ("who", "which"):
        return None
    while words and words[-1].lower in cues.CONJUNCTIONS:
        words.pop()
        end -= 1
    return _trimmed(tokens, end - len(words), end)


__all__ = ["Attribution", "attributions", "is_verbal", "narrated"]
