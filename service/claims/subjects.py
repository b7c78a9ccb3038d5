"""The words around a cue: its subject, its complement, the clause before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.claims import cues
from service.claims.lexicon import PEOPLE_NOUNS, ROLE_NOUNS, UNNAMED_ROLES
from service.claims.tokens import PARTING, Token, has_verb, is_verbal, pronoun

_BE = frozenset("is are was were be been being 's".split())
_STARTERS = frozenset(
    "however meanwhile but and then still yet so also moreover instead later earlier now once"
    " today yesterday perhaps finally indeed nevertheless nonetheless afterward afterwards".split()
)
_ALONE = frozenset("this that these those some many most several all both each another one".split())
_SUBORDINATING = frozenset("as when while after before because although though if".split())
_CARRYING = frozenset("and but or then while".split())
_SHORT_SUBJECTS = frozenset("he she it they who".split())
_REPORTED_PEOPLE = frozenset("him her them me us it reporters journalists".split())


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


def before(tokens: Sequence[Token], at: int, form: str, *, adjective: bool) -> Subject | None:
    """The subject of the verb at ``at``, left of it; None where it asserts nothing.

    Negated, hypothetical, infinitive and passive verbs assert nothing.
    """
    left, helpers = _helpers(tokens, at)
    if helpers & (cues.MODALS | cues.NEGATIONS):
        return None
    passive = form == "past" and helpers & _BE
    if (passive and not adjective) or (adjective and not passive):
        return None
    if left < 0:
        return None
    token = tokens[left]
    if form == "ing" and not helpers & _BE:
        return _participle(tokens, left, at)
    if token.lower in _CARRYING:
        return Subject(at, at, left, None) if form in ("past", "s") else None
    if token.lower == "to" or (form in ("s", "base") and token.lower in cues.DETERMINERS - _ALONE):
        return None
    if token.lower.endswith("'s") and pronoun(token) not in _SHORT_SUBJECTS:
        return None
    if form == "s" and token.lower in ("several", "many", "few", "both", "some", "most", "all"):
        return None
    if form == "base" and not helpers and not _plural(tokens, left):
        return None
    if pronoun(token) == "who":
        return _antecedent(tokens, left)
    if token.text in PARTING or token.quoted:
        return _interrupted(tokens, left)
    return _noun_phrase(tokens, left)


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
        or _is_time(tokens, after)
        or not (_may_start(tokens[after]) or _is_noun_like(tokens[after]))
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
        if token.text in ",.;:—–()!?" or token.quoted or is_verbal(token):
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
    occasions = {"statement", "interview", "tweet", "news", "speech", "letter", "email", "briefing",
                 "call", "post", "remarks", "reporters", "conference", "hearing", "twitter"}  # fmt: skip
    return bool(following) and (following[0] in cues.TIME_WORDS or bool(occasions & set(following)))


def content_start(tokens: Sequence[Token], after: int, verb: str, form: str) -> int | None:
    """Where what is said begins, behind the cue; None where nothing said follows it."""
    spoken = verb in cues.ADDRESSED
    adjunct = after < len(tokens) and is_adjunct(tokens, after, addressed=spoken)
    for at in range(after, min(after + 22, len(tokens))):
        token = tokens[at]
        if (
            token.lower == "that"
            and at + 1 < len(tokens)
            and (at == after or not _is_pronoun(tokens, at))
        ):
            return at + 1
        if token.text == ":" and at + 1 < len(tokens):
            return at + 1 if spoken or _quote_said(tokens, after, at) else None
        if token.quoted:
            return at if _quote_said(tokens, after, at) else None
        if token.text in "," and at + 1 < len(tokens) and tokens[at + 1].quoted:
            return at + 1
        if token.text in ",.;—–()" or token.lower in ("whether", "if", "how", "why", "what"):
            return None
        if token.lower == "to" and at == after:
            if verb not in ("say", "add"):
                return None
        if _is_time(tokens, at):
            continue
        if (
            (at == after or adjunct)
            and tokens[after].lower != "of"
            and _clause_starts(tokens, at, after, verb, spoken=spoken)
        ):
            return at
        if at > after and is_verbal(token) and not spoken:
            return None
    return None


def _is_pronoun(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" opens a relative clause ("in a speech that drew ...")."""
    return not _may_start(tokens[at + 1]) and tokens[at - 1].lower not in cues.TIME_WORDS


def _quote_said(tokens: Sequence[Token], after: int, at: int) -> bool:
    """Whether a quotation behind the cue is what is said, not a phrase inside an object."""
    between = tokens[after:at]
    return not between or between[0].lower in cues.PREPOSITIONS | cues.TIME_WORDS | _REPORTED_PEOPLE


def _clause_starts(
    tokens: Sequence[Token], at: int, after: int, verb: str, *, spoken: bool
) -> bool:
    if verb in cues.QUOTE_ONLY:
        return False
    token, previous = tokens[at], tokens[at - 1]
    if at > after:
        subject = pronoun(token) in ("he", "she", "they", "we", "i", "it", "there") and (
            previous.lower not in cues.CONJUNCTIONS
        )
        timed = _is_time(tokens, at - 1) and _may_start(token)
        named = (
            spoken
            and _may_start(token)
            and (
                previous.lower in _REPORTED_PEOPLE
                or (previous.capital and token.lower in cues.DETERMINERS)
            )
        )
        if not (subject or timed or named):
            return False
    elif spoken and pronoun(token) not in ("he", "she", "they", "we", "i"):
        return False
    elif not _may_start(token) and not (verb == "say" and _is_noun_like(token)):
        return False
    if pronoun(token) in ("he", "she", "they", "we", "i", "there", "it"):
        return True
    if verb == "say" and at + 4 < len(tokens) and not any(t.mark for t in tokens[at : at + 3]):
        return True
    reach = 8 if verb in cues.NO_BARE_CLAUSE else 16
    plain = verb in cues.NO_BARE_CLAUSE or verb == "add"
    marks = ".;:" if token.capital and not plain else ",.;:"
    end = next(
        (
            i
            for i in range(at + 1, min(at + reach, len(tokens)))
            if tokens[i].text in marks or tokens[i].lower in _SUBORDINATING
        ),
        at + reach,
    )
    return has_verb(tokens[at + 1 : end]) or any(t.quoted for t in tokens[at + 1 : end])


def _is_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word tells when: "Monday", "last" and "week" in "last week"."""
    lower = tokens[at].lower
    if lower in ("last", "this", "next", "late", "early"):
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return following in cues.WEEKDAYS | cues.PERIODS
    return lower in cues.WEEKDAYS | {
        "today",
        "yesterday",
        "tonight",
        "earlier",
        "later",
        "recently",
    } or (lower in cues.PERIODS and tokens[at - 1].lower in ("last", "this", "next"))


def _is_noun_like(token: Token) -> bool:
    return token.text.islower() and token.lower not in (
        cues.PREPOSITIONS
        | cues.ADVERBS
        | cues.CONJUNCTIONS
        | {"no", "yes", "so", "nothing", "little", "goodbye", "hello"}
    )


def _may_start(token: Token) -> bool:
    """Whether a word may open a noun phrase."""
    return (
        token.capital or token.lower in cues.DETERMINERS or pronoun(token) in cues.SUBJECT_PRONOUNS
        or token.text[0].isdigit() or (token.text.islower() and token.lower.endswith("s")
        and token.lower not in cues.PREPOSITIONS | cues.AUXILIARIES | cues.CONJUNCTIONS | cues.ADVERBS)
    )  # fmt: skip


def clause_end(
    tokens: Sequence[Token], begin: int, *, content: bool = False, fronted: bool = False
) -> int:
    """The token behind the clause that starts at ``begin``.

    Args:
        tokens: The sentence.
        begin: First token of the clause.
        content: The clause is what somebody says, which "but" and commas may go on with.
        fronted: It depends on a "while" or "although" before it and ends at its comma.
    """
    for at in range(begin + 1, len(tokens)):
        token = tokens[at]
        rest = tokens[at + 1 :]
        if token.lower in cues.CONTRAST and not content and len(rest) > 3 and has_verb(rest):
            return at
        if (
            fronted
            and token.text == ","
            and len(rest) > 3
            and _may_start(rest[0])
            and has_verb(rest)
        ):
            return at
        if content and token.lower == "but" and _new_attribution(tokens, at, content=True):
            return at
        if token.text in ",;—–" or tokens[at - 1].quoted:
            here = at + 1 if token.text in ",;—–" else at
            if _new_attribution(tokens, here, content=content):
                return at
    return len(tokens)


def _new_attribution(tokens: Sequence[Token], at: int, *, content: bool) -> bool:
    """Whether an attribution of its own begins at ``at``, behind a comma."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.lower.endswith("ing") and token.lower in cues.SAYING:
        return True
    if token.lower.endswith("ing") and token.lower in ("making", "pointing", "calling"):
        return True
    start = (
        at + 1
        if token.lower in cues.CONJUNCTIONS - {"that", "if"} or token.lower == "according"
        else at
    )
    if token.lower == "according":
        return True
    near = start == at and tokens[at - 1].text != ";"
    window = tokens[start : start + (4 if near else 14)]
    if near and (len(tokens) - at < 6 or not _may_start(token)):
        return False
    for i, word in enumerate(window):
        if word.text in ".;:":
            return False
        if (
            word.text.islower()
            and word.lower in cues.SAYING
            and cues.SAYING[word.lower][1] != "base"
        ):
            return word.lower not in ("read", "bet", "posted", "held") and (
                i > 0 or token.lower in ("and", "but")
            )
        if (
            word.text.islower()
            and word.lower in cues.JUDGING
            and cues.JUDGING[word.lower][1] in ("past", "s")
        ):
            return not content or token.lower in ("but", "while", "whereas", "although")
        if is_verbal(word) and word.lower not in cues.AUXILIARIES:
            return False
    return False


def adjunct_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind what follows a cue up to a mark or a quotation."""
    while at < len(tokens) and not (tokens[at].text in ",.;:—–!?" or tokens[at].quoted):
        at += 1
    return at


def is_adjunct(tokens: Sequence[Token], at: int, *, addressed: bool) -> bool:
    """Whether nothing but circumstances (or the one spoken to) follows a cue."""
    if at >= len(tokens) or tokens[at].mark or tokens[at].quoted or addressed:
        return True
    lower = tokens[at].lower
    if lower == "to":
        following = tokens[at + 1 : at + 2]
        return bool(following) and (
            following[0].capital or following[0].lower in _REPORTED_PEOPLE | cues.DETERMINERS
        )
    return lower in cues.PREPOSITIONS | cues.TIME_WORDS | cues.ADVERBS | {"as"} or (
        lower.endswith("ly")
    )


def left_clause(tokens: Sequence[Token], opening: int) -> tuple[int, int] | None:
    """What stands before an attribution, if a comma, dash or quotation parts the two."""
    if opening <= 0:
        return None
    last = tokens[opening - 1]
    if not (last.text in PARTING or last.quoted):
        return None
    end = opening if last.quoted else opening - 1
    begin = 0
    for at in range(end - 1, 0, -1):
        if tokens[at].text == ";":
            begin = at + 1
            break
    while begin < end and tokens[begin].lower in ("but", "and"):
        begin += 1
    return (begin, end) if end > begin else None


def right_part(
    tokens: Sequence[Token], at: int, *, quoted: bool = False, open_left: bool = False
) -> tuple[int, int] | None:
    """What goes on behind ", X said,": more of what is said, or None.

    Args:
        tokens: The sentence.
        at: The token behind the comma.
        quoted: Only a further quotation goes on.
        open_left: What stands before is too short to stand alone ("It was, he said, ...").
    """
    token = tokens[at]
    if quoted and not token.quoted:
        return _resumed(tokens, at)
    if token.lower in ("who", "which", "whose", "where", "according", "as", "when", "after") or (
        token.lower.endswith("ing") or _new_attribution(tokens, at, content=True)
    ):
        return None
    end = clause_end(tokens, at, content=True)
    words = tokens[at:end]
    if not (open_left or any(t.quoted for t in words) or has_verb(words)):
        return None
    return at, end


def _resumed(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The quotation that goes on behind an apposition ('"The risk," said X, a Y, "is ..."')."""
    for i in range(at + 1, len(tokens)):
        if tokens[i].quoted and tokens[i - 1].text == ",":
            return i, clause_end(tokens, i, content=True)
        if cues.SAYING.get(tokens[i].lower, ("", ""))[1] == "past" or tokens[i].text in ".;:":
            return None
    return None


def _helpers(tokens: Sequence[Token], at: int) -> tuple[int, set[str]]:
    """Skip auxiliaries, adverbs and times left of a verb."""
    helpers: set[str] = set()
    left = at - 1
    while left >= 0:
        token = tokens[left]
        if token.lower in cues.AUXILIARIES | cues.MODALS | cues.NEGATIONS or token.lower.endswith(
            "n't"
        ):
            helpers.add("not" if token.lower.endswith("n't") else token.lower)
        elif (
            token.lower in cues.WEEKDAYS
            and left
            and tokens[left - 1].lower in ("on", "last", "late", "early")
        ):
            left -= 1
        elif token.lower in cues.PERIODS and left and tokens[left - 1].lower in ("last", "this"):
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
    return left, helpers


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
    """ "..., saying that P": the subject is the sentence's."""
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
    """ "X, commander of Y, said": the subject is before an apposition."""
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
    """ "people briefed on the trip": a participle inside a noun phrase."""
    nearby = tokens[at + 1 : at + 2]
    return (
        bool(nearby)
        and tokens[at].lower.endswith("ed")
        and (
            nearby[0].lower in ("on", "by", "in", "with", "to")
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
    """ "convince some lawmakers": the object of a verb the rules do not know."""
    if first > last or tokens[first].capital or tokens[first].lower in cues.DETERMINERS:
        return first
    for at in range(last, first, -1):
        if tokens[at].lower in cues.DETERMINERS and tokens[at - 1].lower not in cues.PREPOSITIONS:
            return at
    return first


def _inside_prepositional(tokens: Sequence[Token], first: int, last: int) -> int:
    """ "In a statement the ministry": the subject behind an unmarked opening phrase."""
    for at in range(last, first, -1):
        if tokens[at].lower in cues.DETERMINERS and tokens[at - 1].lower not in cues.PREPOSITIONS:
            return at
    at = last
    while at > first and tokens[at].capital:
        at -= 1
    return at + 1 if at < last or tokens[last].lower in cues.SUBJECT_PRONOUNS else last
