"""Whether a correction takes back what a statement says."""

from dataclasses import dataclass

from service.relations.lexicon import NEGATION
from service.relations.numerals import numerals
from service.relations.quantities import figure_pairs
from service.relations.words import content_stems, outside, tokens
from service.vocabulary import Correction


def withdraws(correction: Correction, text: str) -> bool:
    """Whether a text still says what a correction withdraws, and not the replacement too.

    All content words and numbers of the withdrawn words stand in it, in whatever order and
    form, denied where they are denied. Of "14 people were killed, not 12" the 12 is withdrawn
    where it counts what the 14 does. A bare name, or a number whose replacement does not say
    what it counts, may stand in any sentence and withdraws nothing.
    """
    if correction.withdrawn is None:
        return False
    replacement = correction.replacement or ""
    withdrawn, said = _gist(correction.withdrawn), _gist(text)
    if _gist(replacement).within(said):
        return False
    if withdrawn.words:
        return withdrawn.states and withdrawn.within(said)
    return any(
        pair.sure and pair.b.number.value in withdrawn.numbers
        for pair in figure_pairs(replacement, text)
    )


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
