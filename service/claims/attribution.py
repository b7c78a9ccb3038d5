"""Who asserts what inside one sentence: cue verbs, their subjects, their contents.

Rules read a masked sentence (``quotes.masked``), so that words inside quotation marks
attribute nothing. All bounds are offsets into that sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.claims import clauses, cues, subjects
from service.claims.clauses import trimmed
from service.claims.spotting import Cue, find_cues
from service.claims.subjects import Subject
from service.claims.tokens import Bounds, Token, has_verb, pronoun, tokenize

LONGEST = 300
"""Words of the longest sentence the rules read; what is longer is a list or a table."""


FRONTING = cues.CONTRAST | {"as", "when", "after", "before", "since", "because"}


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


def attributions(masked: str) -> list[Attribution]:
    """Every attribution of one masked sentence, from left to right."""
    tokens = tokenize(masked)
    if len(tokens) > LONGEST:
        return []
    found: list[Attribution] = []
    for cue in find_cues(tokens):
        new = _according(tokens, cue) if cue.verb == "according" else _attribution(tokens, cue)
        if new is not None:
            _combine(tokens, found, new)
    return found or _introduced(tokens)


def _introduced(tokens: Sequence[Token]) -> list[Attribution]:
    """Read "X took the credit: “P”": a quotation that a colon gives to the sentence's subject."""
    at = next((i for i, token in enumerate(tokens) if token.text == ":"), None)
    if at is None or at + 1 >= len(tokens) or not tokens[at + 1].quoted:
        return []
    source = subjects.sentence_subject(tokens[:at])
    if source is None:
        return []
    content = (tokens[at + 1].start, tokens[-1].end)
    return [Attribution(source, ":", (content,), tokens[at].start, content[1], strong=False)]


def _attribution(tokens: Sequence[Token], cue: Cue) -> Attribution | None:
    subject = subjects.before(tokens, cue.at, cue.form, adjective=cue.verb == "be")
    inverted = None
    if _invertible(tokens, cue):
        inverted = subjects.inverted(tokens, cue.at, cue.after, cue.form)
    if inverted is not None and not _follows_apposition(tokens, cue, subject):
        return _around(tokens, cue, inverted, inverted.last + 1)
    if subject is None:
        return _passive(tokens, cue)
    if cue.judging:
        return _judgement(tokens, cue, subject)
    return _saying(tokens, cue, subject)


def _invertible(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether the subject may stand behind: after a quotation, or after a comma with "said"."""
    if cue.judging or cue.verb in cues.ADDRESSED or not cue.at:
        return False
    return cue.verb == "say" or tokens[cue.at - 1].quoted


def _follows_apposition(tokens: Sequence[Token], cue: Cue, subject: Subject | None) -> bool:
    """Whether "X, a Y, said Z ..." is no inversion: what follows is what X says."""
    if subject is None or subject.carried or tokens[cue.at - 1].quoted:
        return False
    return clauses.content_start(tokens, cue.after, cue.verb) is not None


def _judgement(tokens: Sequence[Token], cue: Cue, subject: Subject) -> Attribution | None:
    """Read "X lauded Y": the whole clause is what X holds."""
    end = clauses.clause_end(tokens, cue.after)
    if not _judges(tokens, cue, subject, tokens[cue.after : end]):
        return None
    content = trimmed(tokens, subject.first if subject.bounds else cue.at, end)
    if content is None:
        return None
    start = tokens[subject.opening].start
    return Attribution(
        subject.bounds, cue.words, (content,), start, content[1], judged=True, strong=False
    )


def _passive(tokens: Sequence[Token], cue: Cue) -> Attribution | None:
    """Read "Y was criticised by X": the whole clause is what X holds."""
    by = cue.judging and cue.form == "past" and tokens[cue.after : cue.after + 1]
    beside = any(t.text == "," or pronoun(t) in ("who", "which") for t in tokens[: cue.at])
    if not by or beside or by[0].lower != "by" or not subjects.is_passive(tokens, cue.at):
        return None
    last = subjects.phrase_end(tokens, cue.after + 1)
    ends = [i for i in range(cue.after + 2, last) if tokens[i].lower in ("as", "for", "over")]
    last = ends[0] if ends else last
    end = clauses.clause_end(tokens, cue.after)
    before = [i for i in range(cue.at) if tokens[i].lower in cues.CONTRAST | {";"}]
    content = trimmed(tokens, before[-1] + 1 if before else 0, end)
    if content is None or last == cue.after + 1:
        return None
    source = (tokens[cue.after + 1].start, tokens[last - 1].end)
    return Attribution(
        source, cue.words, (content,), content[0], content[1], judged=True, strong=False
    )


def _judges(tokens: Sequence[Token], cue: Cue, subject: Subject, clause: Sequence[Token]) -> bool:
    """Whether a verb of judging has something it judges, and its subject asserts so."""
    lowers = {token.lower for token in clause}
    if not clause or clause[0].mark or clause[0].lower in ("to", "for", "by", "on", "whether"):
        return False
    if any(token.lower == "who" for token in tokens[max(cue.at - 3, 0) : cue.at]):
        return False
    if subject.carried and tokens[cue.at - 1].lower in ("before", "after", "by"):
        return False
    if cue.verb in ("welcome", "salute"):
        return "to" not in lowers  # a guest, not a plan
    if cue.verb.startswith("point"):
        return not lowers.isdisjoint(("as", "that"))
    return cue.verb not in cues.AS_JUDGED or _names_it(cue.verb, clause)


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


def _saying(tokens: Sequence[Token], cue: Cue, subject: Subject) -> Attribution | None:
    """Read "X said that P", and leave "P, X said" to ``_around``."""
    begin = clauses.content_start(tokens, cue.after, cue.verb)
    left = clauses.left_clause(tokens, subject.opening)
    if begin is not None and not _said_before(tokens, cue, left, begin):
        return _behind(tokens, cue, subject, left, begin)
    relative = "who" in (tokens[subject.last + 1].lower, tokens[cue.at - 1].lower)
    if subject.carried or relative:
        return None
    return _around(tokens, cue, subject, cue.after)


def _said_before(
    tokens: Sequence[Token], cue: Cue, left: tuple[int, int] | None, begin: int
) -> bool:
    """Whether what X says stands before "X said", whatever seems to follow."""
    if left is None:
        return False
    if begin > cue.after + 1 and _ends_quoted(tokens, left):
        return True
    comma_quote = tokens[begin - 1].text == "," and tokens[begin].quoted
    return comma_quote and _is_statement(tokens, left)


def _behind(
    tokens: Sequence[Token], cue: Cue, subject: Subject, left: tuple[int, int] | None, begin: int
) -> Attribution | None:
    """What X says behind the cue, with the "if" clause before it where there is one."""
    fronted = tokens[0].lower in FRONTING and subject.opening <= 2
    fronted = fronted or any(token.lower == "who" for token in tokens[cue.at - 2 : cue.at])
    end = clauses.clause_end(tokens, begin, content=True, fronted=fronted)
    pieces = [(begin, end)]
    opening = subject.opening
    if left is not None and tokens[left[0]].lower in ("if", "unless"):
        pieces.insert(0, left)
        opening = left[0]
    return _make(tokens, cue, subject.bounds, pieces, (opening, end)) if begin < end else None


def _around(tokens: Sequence[Token], cue: Cue, subject: Subject, after: int) -> Attribution | None:
    """Read "P, X said." and "P, X said, Q": the attribution stands behind or inside."""
    if not clauses.is_adjunct(tokens, after, addressed=cue.verb in cues.ADDRESSED):
        return None
    opening = min(subject.opening, cue.at)
    left = clauses.left_clause(tokens, opening)
    tail = clauses.adjunct_end(tokens, after)
    if left is None:
        alone = tail >= len(tokens) - 1  # "X declared." behind a quotation
        return _make(tokens, cue, subject.bounds, (), (opening, tail)) if alone else None
    right = None
    if tail + 1 < len(tokens) and tokens[tail].text == ",":
        quoted = subject.first > cue.at or all(t.quoted or t.mark for t in tokens[slice(*left)])
        right = clauses.right_part(tokens, tail + 1, quoted=quoted, open_left=left[1] - left[0] < 4)
    if right is None and not _is_content(tokens, left):
        return None
    pieces = [left] if right is None else [left, right]
    return _make(tokens, cue, subject.bounds, pieces, (left[0], right[1] if right else tail))


def _make(
    tokens: Sequence[Token],
    cue: Cue,
    source: Bounds | None,
    pieces: Sequence[tuple[int, int]],
    ends: tuple[int, int],
) -> Attribution:
    """Put an attribution together from token indices: its pieces and its outer ends."""
    noun_like = cue.verb in cues.NOUN_LIKE and cue.form in ("s", "base")
    content = (trimmed(tokens, *piece) for piece in pieces)
    return Attribution(
        source,
        cue.words,
        tuple(bounds for bounds in content if bounds is not None),
        tokens[ends[0]].start,
        tokens[ends[1] - 1].end,
        strong=cue.verb in cues.STRONG and not noun_like,
        finding=cue.verb in cues.FINDING,
    )


def _according(tokens: Sequence[Token], cue: Cue) -> Attribution | None:
    """Read "According to X, P" and "P, according to X"."""
    last = subjects.phrase_end(tokens, cue.after)
    if last == cue.after:
        return None
    source = (tokens[cue.after].start, tokens[last - 1].end)
    if cue.at == 0 or tokens[cue.at - 1].lower in ("and", "but"):
        begin = last + 1 if last < len(tokens) and tokens[last].lower == "," else last
        end = clauses.clause_end(tokens, begin, content=True)
        content = trimmed(tokens, begin, end)
    else:
        left = clauses.left_clause(tokens, cue.at)
        content = trimmed(tokens, *left) if left else None
        begin, end = (left[0] if left else cue.at), last
        if left and last + 1 < len(tokens) and tokens[last].lower == ",":
            right = clauses.right_part(tokens, last + 1)
            tail = trimmed(tokens, *right) if right else None
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
