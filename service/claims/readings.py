"""Self-contained readings: what a claim says where its words point outside it.

Only what is certain is resolved; a wrong reading is worse than none.
"""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what this module reads

import re

from service.claims.cues import JUDGING, past
from service.claims.lexicon import ROLE_NOUNS
from service.claims.names import Names
from service.vocabulary import Holder, HolderKind

_EVENTS = (
    r"(?:summit|meeting|talks|conference|visit)",
    r"(?:deal|agreement|accord|treaty|pact)",
    r"(?:statement|declaration|ruling|vote)",
)
_EVENT = rf"(?:{'|'.join(_EVENTS)})"
_POINTING = re.compile(rf"\b(?:that|this)\s({_EVENT})\b(?!\s(?:of|in|between|with|on|to|that)\b)")
_OPENING = re.compile(rf"The\s({_EVENT})\b(?!\s(?:of|in|between|with|on|to|that)\b)")
_CAPITAL = r"(?:[A-Z][\w.’'‐‑-]*\w|[A-Z]\.)"
_ROLES = "|".join(sorted(ROLE_NOUNS))
_PROPER = rf"{_CAPITAL}(?:\s(?:(?:{_ROLES})\s)?{_CAPITAL})*"
_FULL = re.compile(
    rf"\b([Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)\s((?:(?!of\s|in\s|for\s|to\s)[a-z-]+\s){{0,3}}{_EVENT}"
    rf"(?:\s(?:in|at|with|between|of)\s(?:the\s)?{_PROPER}(?:(?:,\s|\sand\s){_PROPER})*)*"
    r"(?:\s(?:last|this)\s\w+|\sin\s\d{4})?)"
)
_IT_HAPPENS = re.compile(
    r"[Ii]t\s(?:is|was|had been|has been|would be|will be|could be)\s(?:now\s|not\s|still\s)?"
    r"(?:back on|on again|off|over|cancell?ed|called off|postponed|delayed|scheduled|held)\b"
)
_PRONOUN = re.compile(r"(?:He|She|he|she)\b(?!['’])")


def event_reading(text: str, before: str) -> str | None:
    """The claim with "that meeting" replaced by the event the sentence before names.

    Args:
        text: The claim's words.
        before: The sentence before it.
    """
    found = _POINTING.search(text)
    if found is not None:
        full = _last_full_mention(before, found.group(1))
        return None if full is None else f"{text[: found.start()]}the {full}{text[found.end() :]}"
    found = _OPENING.match(text)
    if found is not None:
        mentions = [m.group(2) for m in _FULL.finditer(before) if _is_full(m.group(2))]
        if len(mentions) == 1 and re.search(rf"\b{found.group(1)}\b", mentions[0]):
            return f"The {mentions[0]}{text[found.end() :]}"
    return None


def speaker_reading(text: str, lead: str, holder: Holder, names: Names) -> str | None:
    """The claim with an opening "he" replaced by its speaker, where nobody else is named.

    Args:
        text: The claim's words, reported and not quoted.
        lead: What stands before them in the sentence.
        holder: Who says them.
        names: The people of the article.
    """
    if holder.kind is not HolderKind.PERSON or holder.name is None:
        return None
    others = names.mentioned(lead) - {holder.name}
    pronoun = _PRONOUN.match(text)
    if pronoun is None or others:
        return None
    return f"{holder.name}{text[pronoun.end() :]}"


def it_reading(text: str, lead: str) -> str | None:
    """The claim with an opening "it" replaced by the one event its sentence named before.

    Args:
        text: The claim's words.
        lead: What stands before them in the sentence.
    """
    found = _IT_HAPPENS.match(text)
    mentions = re.findall(rf"\bthe\s{_EVENT}\b", lead, re.IGNORECASE)
    if found is None or len(mentions) != 1:
        return None
    return f"{mentions[0].lower()}{text[2:]}"


def judgement_reading(text: str, holder: Holder) -> str | None:
    """A judgement without its subject, or with a pronoun for it, given the holder's name.

    Args:
        text: The clause: "calling it a farce", "He praised the deal".
        holder: Who judges.
    """
    if holder.name is None or holder.kind is HolderKind.UNNAMED:
        return None
    pronoun = _PRONOUN.match(text)
    if pronoun is not None:
        return f"{as_subject(holder.name)}{text[pronoun.end() :]}"
    first, _, rest = text.partition(" ")
    verb, form = JUDGING.get(first.lower(), ("", ""))
    if form == "past":
        return f"{as_subject(holder.name)} {text}"
    return f"{as_subject(holder.name)} {past(verb)} {rest}" if form == "ing" else None


def as_subject(name: str) -> str:
    """A holder's name at the start of a sentence."""
    return f"The {name}" if name[:1].islower() else name


def subject_reading(text: str, before: str, speaker: str | None, names: Names) -> str | None:
    """The claim with an opening "He" replaced by the only person the sentence before names.

    Args:
        text: The claim's words.
        before: The sentence before it, by the same voice.
        speaker: Who says both, who would say "I"; None for narration.
        names: The people of the article.
    """
    pronoun = _PRONOUN.match(text)
    person = names.sole_person(before)
    if pronoun is None or person is None or person == speaker:
        return None
    return f"{person}{text[pronoun.end() :]}"


def _last_full_mention(before: str, noun: str) -> str | None:
    kin = next(group for group in _EVENTS if re.fullmatch(group, noun))
    found = [m.group(2) for m in _FULL.finditer(before)]
    mentions = [full for full in found if _is_full(full) and re.search(rf"\b{kin}\b", full)]
    return mentions[-1] if mentions else None


def _is_full(mention: str) -> bool:
    return " " in mention
