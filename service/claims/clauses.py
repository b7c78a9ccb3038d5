"""What stands around a cue: the words said behind it, the clause before it, where each ends."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

from collections.abc import Sequence

from service.claims import cues
from service.claims.lexicon import words
from service.claims.tokens import (
    PARTING,
    Bounds,
    Token,
    has_verb,
    is_noun_like,
    is_time,
    is_verbal,
    may_start,
    pronoun,
)

_REPORTED_PEOPLE = words("him her them me us it reporters journalists")

_NOMINATIVE = words("he she they we i")
_ACTING = words("read bet posted held")
_ASKING = words("whether if how why what")
_SUBORDINATING = words("that as when while after before because although though if")


def content_start(  # noqa: C901, PLR0911 -- a cascade of guards, one for each opening
    tokens: Sequence[Token], after: int, verb: str
) -> int | None:
    """Where what is said begins, behind the cue; None where nothing said follows it."""
    spoken = verb in cues.ADDRESSED
    adjunct = after < len(tokens) and is_adjunct(tokens, after, addressed=spoken)
    bare = after < len(tokens) and tokens[after].lower != "of"
    for at in range(after, min(after + 22, len(tokens) - 1)):
        token = tokens[at]
        if token.lower == "that" and (at == after or not _is_pronoun(tokens, at)):
            return at + 1
        if token.text == ":":
            return at + 1 if spoken or _quote_said(tokens, after, at) else None
        if token.quoted and at > after and tokens[at - 1].lower in cues.PREPOSITIONS:
            continue  # the name of a programme ("said on “Today” that")
        if token.quoted:
            return at if _quote_said(tokens, after, at) else None
        if token.text == "," and tokens[at + 1].quoted:
            return at + 1
        if token.text in ",.;—–()" or token.lower in _ASKING:
            return None
        if token.lower == "to" and at == after and verb not in ("say", "add"):
            return None
        if is_time(tokens, at):
            continue
        if bare and (at == after or adjunct) and _clause_starts(tokens, at, after, verb):
            return at
        if at > after and is_verbal(token) and not spoken:
            return None
    last = len(tokens) - 1
    return (
        last
        if last in range(after, after + 22)
        and tokens[last].quoted
        and _quote_said(tokens, after, last)
        else None
    )


def _is_pronoun(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" opens a relative clause ("in a speech that drew ...")."""
    following = tokens[at + 1]
    if following.lower in cues.PREPOSITIONS | cues.CONJUNCTIONS:
        return False
    return not may_start(following) and tokens[at - 1].lower not in cues.TIME_WORDS


def _quote_said(tokens: Sequence[Token], after: int, at: int) -> bool:
    """Whether a quotation behind the cue is what is said, not a phrase inside an object."""
    between = tokens[after:at]
    return not between or between[0].lower in cues.PREPOSITIONS | cues.TIME_WORDS | _REPORTED_PEOPLE


def _clause_starts(tokens: Sequence[Token], at: int, after: int, verb: str) -> bool:
    """Whether a reported clause without "that" starts at ``at``."""
    if verb in cues.QUOTE_ONLY:
        return False
    opens = _opens_directly if at == after else _opens_behind_adjunct
    if not opens(tokens, at, verb):
        return False
    if pronoun(tokens[at]) in _NOMINATIVE | {"there", "it"}:
        return True
    if verb == "say" and at + 4 < len(tokens) and not any(t.mark for t in tokens[at : at + 3]):
        return True
    rest = tokens[at + 1 : _clause_reach(tokens, at, verb)]
    return has_verb(rest) or any(token.quoted for token in rest)


def _opens_directly(tokens: Sequence[Token], at: int, verb: str) -> bool:
    """Whether a subject stands right behind the cue ("said he", "said former ministers")."""
    if verb in cues.ADDRESSED and pronoun(tokens[at]) not in _NOMINATIVE:
        return False
    return may_start(tokens[at]) or (verb == "say" and is_noun_like(tokens[at]))


def _opens_behind_adjunct(tokens: Sequence[Token], at: int, verb: str) -> bool:
    """Whether a subject stands behind a time, a place or the one spoken to."""
    token, previous = tokens[at], tokens[at - 1]
    if pronoun(token) in _NOMINATIVE | {"there", "it"}:
        return previous.lower not in cues.CONJUNCTIONS
    if not may_start(token):
        return False
    if is_time(tokens, at - 1):
        return True
    name = previous.capital and token.lower in cues.DETERMINERS
    return verb in cues.ADDRESSED and (name or previous.lower in _REPORTED_PEOPLE)


def _clause_reach(tokens: Sequence[Token], at: int, verb: str) -> int:
    """How far to look for the verb of a clause that starts at ``at``."""
    end = min(at + (8 if verb in cues.NO_BARE_CLAUSE else 16), len(tokens))
    plain = verb in cues.NO_BARE_CLAUSE or verb == "add"
    marks = ".;:" if tokens[at].capital and not plain else ",.;:"
    for i in range(at + 1, end):
        if tokens[i].text in marks or tokens[i].lower in _SUBORDINATING:
            return i
    return end


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


def adjunct_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind what follows a cue up to a mark or a quotation."""
    while at < len(tokens) and not (tokens[at].text in ",.;:—–!?" or tokens[at].quoted):
        at += 1
    return at


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
            and may_start(rest[0])
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
    """Whether an attribution of its own begins at ``at``, behind a comma or quotation."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.lower in ("according", "making", "pointing", "calling"):
        return True
    if token.lower.endswith("ing") and token.lower in cues.SAYING:
        return True
    if token.lower in cues.CONJUNCTIONS - {"that", "if"}:
        goes_on = at + 1 < len(tokens) and tokens[at + 1].lower == "that"
        return not goes_on and _speaks(tokens[at + 1 : at + 15], token.lower, content=content)
    if tokens[at - 1].text == ";":
        return _speaks(tokens[at : at + 14], ";", content=content)
    enough = len(tokens) - at >= 6 and may_start(token)
    return enough and _speaks(tokens[at : at + 4], "", content=content)


def _speaks(window: Sequence[Token], joined_by: str, *, content: bool) -> bool:
    """Whether the first full verb of a clause says or judges."""
    for i, word in enumerate(window):
        if word.text in ".;:":
            return False
        verb, form = cues.SAYING.get(word.text, ("", ""))
        plain = form == "base" and verb in cues.STRONG and i > 0
        if form not in ("", "base") or (plain and window[i - 1].lower.endswith("s")):
            return word.text not in _ACTING and (i > 0 or joined_by in ("and", "but"))
        if cues.JUDGING.get(word.text, ("", ""))[1] in ("past", "s"):
            return not content or joined_by in cues.CONTRAST
        if is_verbal(word) and word.lower not in cues.AUXILIARIES:
            return False
    return False


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


def trimmed(tokens: Sequence[Token], begin: int, end: int) -> Bounds | None:
    """Bounds of a run of tokens without the commas and conjunctions around it."""
    while begin < end and (tokens[begin].text in ",:;—–-" or tokens[begin].lower in ("but", "and")):
        begin += 1
    if begin + 1 < end and tokens[begin].lower == "that" and not is_verbal(tokens[begin + 1]):
        begin += 1
    while end > begin and (
        tokens[end - 1].text in ",:;—–-" or tokens[end - 1].lower in cues.CONTRAST | {"and"}
    ):
        end -= 1
    return (tokens[begin].start, tokens[end - 1].end) if begin < end else None
