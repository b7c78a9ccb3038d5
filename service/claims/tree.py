"""A sentence as a dependency tree, and the small questions the rules ask of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from service.claims.lexicon import words

if TYPE_CHECKING:
    from models.words import Analysis, Word

Bounds = tuple[int, int]
"""Start and end of a stretch of a sentence, in characters, end exclusive."""

DASHES = frozenset(["—", "–", "-", "--"])  # noqa: RUF001 -- as newspapers print them
SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_AUXILIARIES = frozenset(["aux", "aux:pass", "cop"])
_NEGATIONS = words("not n't n’t never no neither nor hardly")  # noqa: RUF001 -- as newspapers print it
_MARKS = frozenset(",;:.—–-()[]\"'“”‘’«»„!?…") | {"--", "''", "``"}  # noqa: RUF001 -- likewise


class Tree:
    """One analysed sentence. Words are told by their indices."""

    def __init__(self, sentence: str, analysis: "Analysis") -> None:
        self.sentence = sentence
        self.words: Sequence[Word] = analysis.words
        self.lower = [sentence[w.start : w.end].lower() for w in self.words]
        self._children: list[list[int]] = [[] for _ in self.words]
        for at, word in enumerate(self.words):
            if word.head >= 0:
                self._children[word.head].append(at)

    @cached_property
    def root(self) -> int | None:
        """The word everything hangs on; None for a sentence without words."""
        return next((at for at, word in enumerate(self.words) if word.head < 0), None)

    def relation(self, at: int) -> str:
        """How a word depends on its head."""
        return self.words[at].relation

    def text(self, at: int) -> str:
        """A word as it is written."""
        return self.sentence[self.words[at].start : self.words[at].end]

    def children(self, at: int, *relations: str) -> list[int]:
        """A word's dependents, or those of some relations, from left to right."""
        found = self._children[at]
        return [c for c in found if self.relation(c) in relations] if relations else found

    def child(self, at: int, *relations: str) -> int | None:
        """The first dependent of some relations."""
        return next(iter(self.children(at, *relations)), None)

    def subtree(self, at: int) -> set[int]:
        """A word and everything below it."""
        found = {at}
        for child in self._children[at]:
            found |= self.subtree(child)
        return found

    def clause(self, at: int) -> set[int]:
        """A word and what is below it, but for clauses with a subject of their own."""
        found = {at}
        for child in self._children[at]:
            if not (self.is_predicate(child) and self.subject(child) is not None):
                found |= self.clause(child)
        return found

    def subject(self, at: int) -> int | None:
        """The subject of a predicate."""
        return next((c for c in self._children[at] if self.relation(c) in SUBJECTS), None)

    def subject_of(self, at: int) -> bool:
        """Whether a word is the subject of its head."""
        return self.relation(at) in SUBJECTS

    def phrase(self, at: int) -> str:
        """A word with everything below it, as it is written."""
        below = self.subtree(at)
        return self.sentence[self.words[min(below)].start : self.words[max(below)].end]

    def is_mark(self, at: int) -> bool:
        """Whether a word is punctuation."""
        return self.lower[at] in _MARKS

    def is_verb(self, at: int) -> bool:
        """Whether a word is a verb."""
        return self.words[at].tag.startswith("VB")

    def is_predicate(self, at: int) -> bool:
        """Whether a word says something of a subject: a verb, or a noun with "is"."""
        return self.is_verb(at) or self.child(at, "cop") is not None

    def is_finite(self, at: int) -> bool:
        """Whether a predicate stands in a finite form, by itself or by an auxiliary."""
        helpers = (at, *self.children(at, *_AUXILIARIES))
        return any(self.words[w].tag in _FINITE for w in helpers)

    def auxiliaries(self, at: int) -> list[int]:
        """A predicate's auxiliaries, its copula among them."""
        return self.children(at, *_AUXILIARIES)

    def asks(self, chosen: Collection[int]) -> bool:
        """Whether a question mark ends a clause of these words."""
        for word in range(max(chosen) + 1, len(self.words)):
            if "?" in self.text(word):
                return True
            if not self.is_mark(word):
                break
        return False

    def is_negated(self, at: int) -> bool:
        """Whether a predicate is denied."""
        return any(
            self.lower[c] in _NEGATIONS for c in self.children(at, "advmod", "aux", "det", "cc")
        )

    def sure(self, at: int, least: float) -> bool:
        """Whether the analyser is that sure of a word's place."""
        return self.words[at].certainty >= least

    def is_name(self, at: int) -> bool:
        """Whether a word is a proper noun."""
        return self.words[at].tag in ("NNP", "NNPS")

    def ancestors(self, at: int) -> Iterator[int]:
        """The words above a word, nearest first."""
        head = self.words[at].head
        while head >= 0:
            yield head
            head = self.words[head].head

    def pieces(self, chosen: Iterable[int]) -> tuple[Bounds, ...]:
        """The stretches of the sentence that some words fill, without marks at their ends.

        Marks between two chosen words belong to the stretch, and so does the end of the sentence.
        """
        runs: list[list[int]] = []
        words = set(chosen)
        last = max((w for w in words if not self.is_mark(w)), default=-1)
        if last >= 0 and all(self.is_mark(w) for w in range(last + 1, len(self.words))):
            words.update(range(last + 1, len(self.words)))
        for at in sorted(words):
            if runs and all(self.is_mark(w) for w in range(runs[-1][-1] + 1, at)):
                runs[-1].extend(range(runs[-1][-1] + 1, at + 1))
            else:
                runs.append([at])
        trimmed = (self._trim(run) for run in runs)
        return tuple((self.words[r[0]].start, self.words[r[-1]].end) for r in trimmed if r)

    def _trim(self, run: list[int]) -> list[int]:
        while run and self.lower[run[0]] in DASHES | set(",;:.)]!?…"):
            run = run[1:]
        while run and self.lower[run[-1]] in DASHES | set(",;:(["):
            run = run[:-1]
        return run
