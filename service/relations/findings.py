"""A reason before it is worded: where it stands on both sides, and how it will be said.

Reasons are looked for in one order of the two sides, whichever way round they are
asked for, and turned back afterwards: so the two ways give the same reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from service.vocabulary import Reason, ReasonBy, ReasonType, Span


def against(a: str, b: str) -> str:
    """Words for a clash."""
    return f"{a} against {b}"


def both(a: str, b: str) -> str:
    """Words for a coincidence."""
    return f"both say {a}" if a.lower() == b.lower() else f"{a} and {b} come to the same"


def saying(words: str) -> Callable[[str, str], str]:
    """The same words whichever side is named first."""
    return lambda _a, _b: words


def short(words: str) -> str:
    """A quotation an editor takes in at a glance."""
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " \u2026"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in two texts; ``say`` words it from the two quotations."""

    type: ReasonType
    a: Span | None
    b: Span | None
    say: Callable[[str, str], str] = against
    by: ReasonBy = ReasonBy.GRAMMAR

    def turned(self) -> "Finding":
        """The same with the sides swapped."""
        return replace(self, a=self.b, b=self.a)

    def reason(self, a: str, b: str) -> Reason:
        """The finding in words, quoting both texts."""
        said = (span.of(text) if span else "" for span, text in ((self.a, a), (self.b, b)))
        return Reason(type=self.type, words=self.say(*said), a=self.a, b=self.b, by=self.by)
