"""Who a source is: its kind, and the fullest name the article gives."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from service.claims.lexicon import (
    BODY_NOUNS,
    BODY_SHORT_FORMS,
    DOCUMENT_NOUNS,
    PEOPLE_NOUNS,
    PERSONAL_TITLES,
    PLACES,
    ROLE_NOUNS,
    TITLES,
    UNNAMED_ROLES,
    words,
)
from service.vocabulary import HolderKind

_WORD = r"(?:(?:[A-Z]\.)+|[A-Z][\w’'‐‑-]*\w|[A-Z])"
_PARTICLE = r"(?:de|da|del|della|di|du|van|von|der|den|bin|ibn|al|el|la|le|of the)"
_RUN = re.compile(rf"(?<![\w’'.])(?:{_WORD})(?:\s(?:{_PARTICLE}\s)?{_WORD})*")
_POSSESSIVE = re.compile(r"[’']s?$")
_DETERMINER = re.compile(r"^(?:the|a|an|one|another)\s+(?!of\b)(?=\S)", re.IGNORECASE)
_REFLEXIVE = re.compile(r"\s(?:himself|herself|itself|themselves)$")
_PERSONAL = re.compile(
    r",?\s(?:\d{1,2},|who\b|said\b|says\b|told\b|added\b|wrote\b|tweeted\b|himself\b|herself\b)"
)
_CROWD = re.compile(r"[A-Z][a-z]+(?:ers|ors|ists|ants|ents|ians|men|women)")
_HEAD_ENDS = words(
    """
    of in at from for with on to by who that which briefed familiar close inside within near
    speaking involved including like such among against about
    """
)
_NOT_NAMES = words(
    """
    I The A An In On At For But And He She It They We You His Her Its Their This That These
    Those If When While After Before As With By From Since Although However Moreover Meanwhile
    Also Then Yet So Not No Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December According What
    Who Why How Where There Here One Two Three Some Many Most Both Each Every Last Next Now
    Still
    """
)


class Names:
    """The people an article names, for looking up short names, titles and pronouns."""

    def __init__(self, text: str) -> None:
        """Read every capitalised run of the text.

        Args:
            text: The running text, furniture left out.
        """
        self._full: Counter[str] = Counter()
        self._bearers: set[str] = set()
        self._evident: set[str] = set()
        self._first: dict[str, int] = {}
        self._roles: defaultdict[str, set[str]] = defaultdict(set)
        for run in _RUN.finditer(text):
            words = _drop_openers(run.group().split())
            name = bare_name(words)
            if len(name) > 1 and is_person_name(name):
                self._full[" ".join(name)] += 1
            title = words[-len(name) - 1] if len(name) < len(words) else ""
            if _plain(title) in PERSONAL_TITLES or _PERSONAL.match(text, run.end()):
                self._evident.update(name[-1:])
        self._first = self._introduced_short(text)
        for run in _RUN.finditer(text):
            self._read_role(text, run)

    def _introduced_short(self, text: str) -> dict[str, int]:
        """Surnames used with a title before any full name bears them: another person's."""
        first: dict[str, int] = {}
        for run in _RUN.finditer(text):
            words = _drop_openers(run.group().split())
            name = bare_name(words)
            if len(name) == 1 and len(words) > 1 and is_person_name(name):
                short = name[0]
                full = next((f for f in self._full if f.split()[-1] == short), None)
                if full is not None and 0 <= run.start() < text.find(full):
                    first.setdefault(short, run.start())
        return first

    def bears(self, role: str, name: str) -> bool:
        """Whether the article gives this person the title."""
        return any(entry.split("|")[1] in name for entry in self._roles[_plain(role)])

    def fullest(self, name: str) -> str:
        """The fullest form of a person's name where only one person bears it."""
        words = bare_name(_POSSESSIVE.sub("", name).split())
        short = " ".join(words)
        if len(words) != 1:
            return short
        if self._first.get(short, -1) >= 0:
            return short
        by_last = [full for full in self._full if full.split()[-1] == short]
        found = by_last or [full for full in self._full if full.split()[0] == short]
        return found[0] if len(found) == 1 else short

    def with_first_names(self, text: str) -> str:
        """A text in which each bare surname stands once with its first name, where one bears it."""
        shorts = {full.split()[-1] for full in self._full}
        for short in sorted(word for word in shorts if len(word) > 2):
            full = self.fullest(short)
            if full == short or full in text:
                continue
            bare = re.compile(
                rf"(?<![\w.'’-])(?<![A-Z][a-z]\s)(?<![A-Z]\.\s){re.escape(short)}(?![\w-]|\s[A-Z])"
            )
            for found in bare.finditer(text):
                before = text[: found.start()].split()
                titled = before and (before[-1][0].isupper() and found.start() and len(before) > 1)
                role = before and _plain(before[-1]) in TITLES | ROLE_NOUNS
                if not (titled or role):
                    text = text[: found.start()] + full + text[found.end() :]
                    break
        return text

    def sole_person(self, text: str) -> str | None:
        """The one person a stretch of text names, if it is certain that it is a person."""
        found = self.mentioned(text)
        if len(found) != 1:
            return None
        name = found.pop()
        return name if self._evident.intersection(name.split()) else None

    def mentioned(self, text: str) -> set[str]:
        """The people a stretch of text names, each by the fullest name known."""
        found = set()
        for run in _RUN.finditer(text):
            name = bare_name(_drop_openers(run.group().split()))
            if name and is_person_name(name) and self._is_known(name):
                found.add(self.fullest(" ".join(name)))
        return found

    def full_at_end(self, words: Sequence[str]) -> str | None:
        """The full name a phrase ends in, if it does."""
        ends = (" ".join(words[-size:]) for size in (4, 3, 2) if len(words) >= size)
        full = next((end for end in ends if end in self._full), None)
        if full is None:
            return None
        before = list(words[: len(words) - len(full.split())])
        while before and before[-1][0].isupper():
            before.pop()
        return None if before and before[-1] in _HEAD_ENDS else full

    def _is_known(self, name: Sequence[str]) -> bool:
        words = {word for full in self._full for word in full.split()} | self._bearers
        return all(word in words for word in name)

    def with_role(self, words: Sequence[str]) -> str | None:
        """The one person the article gives a title, as in "the US president".

        Args:
            words: The title with its modifiers, without a determiner.
        """
        *modifiers, role = [_plain(word) for word in words]
        bearers = {
            self.fullest(entry.split("|")[1])
            for entry in self._roles[role]
            if all(m in entry.split("|")[0].split() for m in modifiers)
        }
        return bearers.pop() if len(bearers) == 1 else None

    def _read_role(self, text: str, run: re.Match[str]) -> None:
        words = _drop_openers(run.group().split())
        name = bare_name(words)
        titles = words[: len(words) - len(name)]
        before = re.findall(r"[\w.’'-]+", text[max(run.start() - 60, 0) : run.start()])
        if not titles and before and before[-1].lower() in ROLE_NOUNS:
            titles = before[-4:]
        if not titles or not name or not is_person_name(name):
            return
        plain = [_plain(title) for title in titles]
        for role in plain:
            if role in ROLE_NOUNS:
                self._roles[role].add(" ".join(plain) + "|" + " ".join(name))
                self._bearers.update(name)


_CROWDS = PEOPLE_NOUNS - {"police"}
_KINDS = (
    (_CROWDS, HolderKind.UNNAMED),
    (DOCUMENT_NOUNS, HolderKind.DOCUMENT),
    (BODY_NOUNS, HolderKind.BODY),
    (UNNAMED_ROLES, HolderKind.UNNAMED),
)


def bare_name(words: Sequence[str]) -> list[str]:
    """A name without the titles and modifiers before it."""
    kept = list(words)
    last = max(
        (i for i, word in enumerate(kept[:-1]) if _plain(word) in TITLES or _plain(word) in PLACES),
        default=-1,
    )
    return kept[last + 1 :]


def is_person_name(words: Sequence[str]) -> bool:
    """Whether capitalised words read as a person's name and not a body's or a place's."""
    plain = [_plain(word) for word in words]
    return (
        0 < len(words) <= 4
        and not any(
            word in BODY_NOUNS or word in PLACES or word in DOCUMENT_NOUNS for word in plain
        )
        and " ".join(plain) not in PLACES
        and not (len(words[-1]) > 1 and words[-1].isupper())
        and words[0] not in _NOT_NAMES
    )


def _is_body_word(word: str) -> bool:
    return word.strip(".,") in BODY_SHORT_FORMS or _plain(word) in BODY_NOUNS


def classify(  # noqa: PLR0911 -- a cascade of guards, one for each kind
    source: str, names: Names
) -> tuple[HolderKind, str] | None:
    """The kind and name of a source's words, or None where nobody speaks there.

    Args:
        source: The noun phrase of the article, no pronoun.
        names: The people of the article.
    """
    definite = source[:4].lower() == "the " or re.search(r"[’']s?\s", source) is not None
    phrase = _DETERMINER.sub("", _REFLEXIVE.sub("", source.strip(" ,")))
    words = phrase.split()
    if not words or phrase.lower() in ("the", "a", "an", "this", "that"):
        return None
    if (full := names.full_at_end(words)) is not None:
        return HolderKind.PERSON, full
    head = _head(words)
    noun = _plain(head[-1])
    if _CROWD.fullmatch(phrase) and not names.mentioned(phrase):
        return HolderKind.UNNAMED, phrase
    if noun not in _CROWDS and any(character.isupper() for character in head[-1]):
        return _named(phrase, head, names)
    for nouns, kind in _KINDS:
        if noun in nouns:
            return kind, phrase
    if noun.endswith(("ists", "ians", "eers", "women", "men")):
        return HolderKind.UNNAMED, phrase
    if noun.removesuffix("s") in ROLE_NOUNS:
        return _titled(phrase, head, names, definite=definite)
    return None


def _titled(
    phrase: str, head: Sequence[str], names: Names, *, definite: bool
) -> tuple[HolderKind, str]:
    """A title without a name: the person who bears it, where the article says who."""
    if _plain(head[-1]) not in ROLE_NOUNS:
        return HolderKind.UNNAMED, phrase  # "ministers"
    known = names.with_role(head) if definite or len(head) > 1 else None
    if known is not None:
        return HolderKind.PERSON, known
    return (HolderKind.PERSON if definite else HolderKind.UNNAMED), phrase


def _named(phrase: str, head: Sequence[str], names: Names) -> tuple[HolderKind, str]:
    run: list[str] = []
    for word in reversed(head):
        if not (word[0].isupper() or re.fullmatch(_PARTICLE, word)) or (
            _POSSESSIVE.search(word) and run
        ):
            break
        run.append(word)
    run.reverse()
    name = bare_name(run)
    joined = len(run) < len(head) and head[-len(run) - 1] in ("and", "&")
    if not joined and is_person_name(name):
        return HolderKind.PERSON, names.fullest(" ".join(name))
    if _plain(head[-1]).endswith("s") and _plain(head[-1]).rstrip("s") in ROLE_NOUNS:
        return HolderKind.UNNAMED, phrase
    return HolderKind.BODY, phrase


def _head(words: Sequence[str]) -> Sequence[str]:
    for i, word in enumerate(words):
        if i and word.lower() in _HEAD_ENDS:
            return words[:i]
    return words


def _drop_openers(words: Sequence[str]) -> list[str]:
    kept = [_POSSESSIVE.sub("", word) for word in words]
    while kept and kept[0] in _NOT_NAMES:
        kept.pop(0)
    return kept


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).strip(".,").lower()
