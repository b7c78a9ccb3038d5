"""Whether a correction takes back what a statement says."""

from dataclasses import dataclass, replace

from service.relations.lexicon import NEGATION
from service.relations.numerals import numerals
from service.relations.words import content_stems, outside, tokens
from service.vocabulary import Correction


def withdraws(correction: Correction, text: str) -> bool:
    """Whether a text still says what a correction withdraws, in whatever order and form.

    All content words and numbers of the withdrawn words stand in it, denied where they are
    denied, and it does not say the replacement too. Of "14 people were killed, not 12" the 12
    takes its words from the replacement; a bare number or name that finds none withdraws
    nothing, as it may stand in any sentence.
    """
    if correction.withdrawn is None:
        return False
    withdrawn, replacement = _gist(correction.withdrawn), _gist(correction.replacement or "")
    if not withdrawn.words:
        withdrawn = replace(withdrawn, words=replacement.words, states=replacement.states)
    said = _gist(text)
    return withdrawn.states and withdrawn.within(said) and not replacement.within(said)


@dataclass(frozen=True, slots=True)
class _Gist:
    """What a text says, roughly; ``states`` is whether more than names and numbers."""

    words: frozenset[str]
    numbers: frozenset[float]
    denied: bool
    states: bool

    def within(self, other: "_Gist") -> bool:
        """Whether the other says it all; what says nothing is said by none."""
        return (
            bool(self.words or self.numbers)
            and self.words <= other.words
            and self.numbers <= other.numbers
            and self.denied is other.denied
        )


def _gist(text: str) -> _Gist:
    found = numerals(text)
    rest = outside(text, (number.span for number in found))
    return _Gist(
        words=content_stems(rest),
        numbers=frozenset(number.value for number in found),
        denied=bool(NEGATION.search(text)),
        states=any(token.content and not token.capitalised for token in tokens(rest)),
    )
