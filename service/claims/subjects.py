"""The subject of a cue: the noun phrase that speaks, before the verb or behind it."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

from collections.abc import Sequence
from dataclasses import dataclass

from service.claims import cues
from service.claims.lexicon import PEOPLE_NOUNS, ROLE_NOUNS, UNNAMED_ROLES, words
from service.claims.tokens import (
    PARTING,
    Token,
    is_noun_like,
    is_time,
    is_verbal,
    may_start,
    pronoun,
)

_BE = words("is are was were be been being 's")

_STARTERS = words(
    """
    however meanwhile but and then still yet so also moreover instead later earlier now once
    today yesterday perhaps finally indeed nevertheless nonetheless afterward afterwards
    """
)

_OCCASIONS = words(
    """
    statement interview tweet news speech letter email briefing call post remarks reporters
    conference hearing twitter
    """
)
_MANY = words("several many few both some most all")
_ALONE = words("this that these those some many most several all both each another one")

_CARRYING = words("and but or then while")

_SHORT_SUBJECTS = words("he she it they who")


@dataclass(frozen=True, slots=True)
class Subject:
    """A cue's subject: token indices, or carried on from earlier in the sentence.

    ``opening`` is the first token of the whole attribution, appositions included.
    """

    first: int
    last: int
    opening: int
    bounds: tuple[int, int] | None

    @property
    def carried(self) -> bool:
        """Whether the sentence names the subject earlier."""
        return self.bounds is None


def _subject(tokens: Sequence[Token], first: int, last: int, opening: int) -> Subject:
    return Subject(first, last, opening, (tokens[first].start, tokens[last].end))


def before(  # noqa: PLR0911 -- a cascade of guards, one for each kind of subject
    tokens: Sequence[Token], at: int, form: str, *, adjective: bool
) -> Subject | None:
    """The subject of the verb at ``at``, left of it; None where it asserts nothing.

    Negated, hypothetical, infinitive and passive verbs assert nothing.

    Args:
        tokens: The sentence.
        at: The cue.
        form: Its form, as the tables of ``cues`` name it.
        adjective: It is one after "is" ("is convinced"), not a verb.
    """
    left, auxiliaries = _auxiliaries(tokens, at)
    passive = form == "past" and bool(auxiliaries & _BE)
    if left < 0 or passive is not adjective or auxiliaries & (cues.MODALS | cues.NEGATIONS):
        return None
    token = tokens[left]
    if form == "ing" and not auxiliaries & _BE:
        return _participle(tokens, left, at)
    if token.lower in _CARRYING:
        return Subject(at, at, left, None) if form in ("past", "s") else None
    if not _agrees(tokens, left, form, auxiliary=bool(auxiliaries)):
        return None
    if pronoun(token) == "who":
        return _antecedent(tokens, left)
    if token.text in PARTING or token.quoted:
        return _interrupted(tokens, left)
    return _noun_phrase(tokens, left)


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle stands in an affirmed passive ("was widely criticised")."""
    _, auxiliaries = _auxiliaries(tokens, at)
    return bool(auxiliaries & _BE) and not auxiliaries & (cues.MODALS | cues.NEGATIONS)


def _agrees(tokens: Sequence[Token], left: int, form: str, *, auxiliary: bool) -> bool:
    """Whether the word before can end the subject of a verb of this form."""
    lower = tokens[left].lower
    if lower == "to" or (lower.endswith("'s") and pronoun(tokens[left]) not in _SHORT_SUBJECTS):
        return False
    if form in ("s", "base") and lower in cues.DETERMINERS - _ALONE:
        return False
    if form == "s" and lower in _MANY:
        return False
    return form != "base" or auxiliary or _plural(tokens, left)


def inverted(tokens: Sequence[Token], at: int, after: int, form: str) -> Subject | None:
    """The subject behind the verb in '"P," said X' and 'P, said X'."""
    if (
        at == 0
        or form not in ("past", "s")
        or not (tokens[at - 1].quoted or tokens[at - 1].text in PARTING)
    ):
        return None
    if (
        after >= len(tokens)
        or is_time(tokens, after)
        or not (may_start(tokens[after]) or is_noun_like(tokens[after]))
    ):
        return None
    last = phrase_end(tokens, after) - 1
    if last < after or any(t.lower == "that" for t in tokens[after : last + 1]):
        return None
    if tokens[last + 1 : last + 2] and not (
        tokens[last + 1].mark
        or tokens[last + 1].lower
        in cues.PREPOSITIONS | cues.CONJUNCTIONS | cues.TIME_WORDS | {"who"}
        or tokens[last + 1].quoted
    ):
        return None
    return Subject(after, last, at, (tokens[after].start, tokens[last].end))


def phrase_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind the noun phrase that starts at ``at``."""
    end = at
    while end < len(tokens):
        token = tokens[end]
        if token.text in ",.;:—–()!?" or token.quoted:
            break
        if is_verbal(token) and not _reduced(tokens, end):
            break
        if end > at and (
            token.lower in cues.CONJUNCTIONS - {"and", "or", "as"}
            or token.lower in ("who", "which")
            or token.lower in cues.TIME_WORDS
            or token.lower in ("told", "after")
        ):
            break
        if end > at and token.lower in ("on", "in", "during", "at", "to") and _adjunct(tokens, end):
            break
        end += 1
    return end


def _adjunct(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition opens a time or an occasion, not a part of the name."""
    following = [t.lower for t in tokens[at + 1 : at + 5]]
    return bool(following) and (
        following[0] in cues.TIME_WORDS or bool(_OCCASIONS & set(following))
    )


def _auxiliaries(tokens: Sequence[Token], at: int) -> tuple[int, set[str]]:
    """Skip auxiliaries, adverbs and times left of a verb."""
    auxiliaries: set[str] = set()
    left = at - 1
    while left >= 0:
        token = tokens[left]
        if token.lower in cues.AUXILIARIES | cues.MODALS | cues.NEGATIONS or token.lower.endswith(
            "n't"
        ):
            auxiliaries.add("not" if token.lower.endswith("n't") else token.lower)
        elif (
            token.lower in cues.WEEKDAYS
            and left
            and tokens[left - 1].lower in ("on", "last", "late", "early")
        ) or (token.lower in cues.PERIODS and left and tokens[left - 1].lower in ("last", "this")):
            left -= 1
        elif token.lower == "ago":
            left = next(
                (i for i in range(left, max(left - 7, 0), -1) if tokens[i - 1].capital), left
            )
        elif not (
            token.lower in cues.ADVERBS
            or token.lower in cues.WEEKDAYS
            or (token.text.islower() and token.lower.endswith("ly") and len(token.lower) > 4)
        ):
            break
        left -= 1
    return left, auxiliaries


def _plural(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase that ends at ``at`` takes a verb without -s."""
    lower = tokens[at].lower
    plural_name = lower.endswith(("ans", "crats", "ists", "sides"))
    return (
        (lower.endswith("s") and (plural_name or not tokens[at].capital))
        or pronoun(tokens[at]) in ("i", "we", "they", "you", "who")
        or lower in {"media", "few", "%", "percent", "surveyed"}
        or any(token.lower in PEOPLE_NOUNS for token in tokens[max(at - 6, 0) : at + 1])
        or any(token.lower == "and" for token in tokens[max(at - 4, 0) : at])
        or tokens[at].text in PARTING
        or tokens[at].text == ")"
    )


def _participle(tokens: Sequence[Token], left: int, at: int) -> Subject | None:
    """Read "..., saying that P": the subject is the sentence's."""
    token = tokens[left]
    if (
        token.text in PARTING
        or token.quoted
        or token.lower in _CARRYING | {"by", "before", "after"}
    ):
        return Subject(at, at, left if not token.quoted else at, None)
    noun = _noun_phrase(tokens, left)
    opening = noun.opening - 1 if noun else -1
    return noun if opening >= 0 and tokens[opening].lower == "with" else None


def _antecedent(tokens: Sequence[Token], who: int) -> Subject | None:
    left = who - 1
    if left >= 0 and tokens[left].text == ",":
        left -= 1
    noun = _noun_phrase(tokens, left) if left >= 0 else None
    if noun is None or left < who - 1:
        return noun
    inner = [i for i in range(noun.first, noun.last) if tokens[i].lower in cues.PREPOSITIONS]
    return _subject(tokens, inner[-1] + 1, noun.last, noun.opening) if inner else noun


def _interrupted(tokens: Sequence[Token], left: int) -> Subject | None:
    """Read "X, commander of Y, said": the subject is before an apposition."""
    if tokens[left].quoted:
        return None
    ends = [i for i in range(left + 1) if tokens[i].text in PARTING]
    for right in reversed(range(1, len(ends))):
        noun = _noun_phrase(tokens, ends[right] - 1)
        named = (
            noun is not None
            and right == len(ends) - 1
            and all(t.capital for t in tokens[noun.first : noun.last + 1])
            and noun.last > noun.first
        )
        if named and noun is not None:
            return noun
    for right in reversed(range(len(ends) - 1)):
        noun = _noun_phrase(tokens, ends[right] - 1)
        if noun is not None and _is_head(tokens, noun):
            return noun
    return None


def _is_head(tokens: Sequence[Token], noun: Subject) -> bool:
    first = tokens[noun.first]
    return (
        noun.opening == noun.first
        and (first.capital or noun.first == 0 or first.lower in ("the", "a", "an", "one"))
        and not first.text.startswith(("D-", "R-", "D–", "R–"))
    )


def _noun_phrase(tokens: Sequence[Token], last: int) -> Subject | None:
    """The noun phrase that ends at token ``last``."""
    if tokens[last].text == ")":
        last = next((i for i in range(last, 0, -1) if tokens[i].text == "("), 1) - 1
    first = last
    while first >= 0 and not _bars(tokens, first):
        first -= 1
    first += 1
    opening = first
    while first < last and (tokens[first].lower in _STARTERS or tokens[first].lower.endswith("ly")):
        first += 1
    if first <= last and tokens[first].lower in cues.PREPOSITIONS | {"speaking"}:
        first = _inside_prepositional(tokens, first, last)
    first = _inside_predicate(tokens, first, last)
    if first > last or tokens[last].lower in cues.PREPOSITIONS:
        return None
    if opening and tokens[opening - 1].lower in ("which", "whom", "that", "who", "whose", "what"):
        return (
            None
            if tokens[opening - 1].lower != "that" or opening < 2
            else _that(tokens, opening, first, last)
        )
    while first < last and tokens[first].lower in cues.TIME_WORDS - {"last"}:
        first += 1
    return _subject(tokens, first, last, min(opening, first))


def _that(tokens: Sequence[Token], opening: int, first: int, last: int) -> Subject | None:
    """A subject behind "that": of a reported clause, not of a relative one."""
    reported = any(token.lower in cues.SAYING for token in tokens[max(opening - 9, 0) : opening])
    return _subject(tokens, first, last, opening) if reported else None


def sentence_subject(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Bounds of the subject of a sentence's main clause, as far as words alone tell."""
    begin = 0
    opening = tokens[0].lower if tokens else ""
    if opening in cues.PREPOSITIONS | cues.CONJUNCTIONS or opening.endswith(("ing", "ed")):
        begin = next((i + 1 for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    while begin < len(tokens) and (tokens[begin].lower in _STARTERS or tokens[begin].text == ","):
        begin += 1
    end = phrase_end(tokens, begin)
    while end > begin and tokens[end - 1].lower in cues.ADVERBS:
        end -= 1
    return (tokens[begin].start, tokens[end - 1].end) if begin < end else None


def _bars(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at ``at`` cannot stand inside the noun phrase to its right."""
    token = tokens[at]
    if token.lower in ("and", "or"):
        return _joins_clauses(tokens, at)
    if token.lower == "to":
        following = tokens[at + 1 : at + 2]
        if not at or tokens[at - 1].lower not in ROLE_NOUNS | PEOPLE_NOUNS | UNNAMED_ROLES:
            return True
        return not (following and (following[0].capital or following[0].lower in cues.DETERMINERS))
    return (
        token.mark
        or token.quoted
        or token.lower in cues.CONJUNCTIONS | {"who", "whom", "which", "whose", "what"}
        or (is_verbal(token) and not _reduced(tokens, at))
    )


def _reduced(tokens: Sequence[Token], at: int) -> bool:
    """Read "people briefed on the trip": a participle inside a noun phrase."""
    nearby = tokens[at + 1 : at + 2]
    return (
        bool(nearby)
        and tokens[at].lower.endswith("ed")
        and (
            nearby[0].lower in cues.PREPOSITIONS - {"at", "during"}
            or (at > 0 and tokens[at - 1].lower in cues.DETERMINERS)
            or nearby[0].lower.endswith("s")
        )
    )


def _joins_clauses(tokens: Sequence[Token], at: int) -> bool:
    for i in range(at - 1, -1, -1):
        if tokens[i].mark or tokens[i].quoted or tokens[i].lower in cues.CONJUNCTIONS:
            return tokens[i].text == "," and i == at - 1
        if is_verbal(tokens[i]):
            return True
    return at == 0


def _inside_predicate(tokens: Sequence[Token], first: int, last: int) -> int:
    """Read "convince some lawmakers": the object of a verb the rules do not know."""
    if first > last or tokens[first].capital or tokens[first].lower in cues.DETERMINERS:
        return first
    for at in range(last, first, -1):
        if tokens[at].lower in cues.DETERMINERS and tokens[at - 1].lower not in cues.PREPOSITIONS:
            return at
    return first


def _inside_prepositional(tokens: Sequence[Token], first: int, last: int) -> int:
    """Read "In a statement the ministry": the subject behind an unmarked opening phrase."""
    for at in range(last, first, -1):
        if tokens[at].lower in cues.DETERMINERS and tokens[at - 1].lower not in cues.PREPOSITIONS:
            return at
    at = last
    while at > first and tokens[at].capital:
        at -= 1
    return at + 1 if at < last or tokens[last].lower in cues.SUBJECT_PRONOUNS else last
