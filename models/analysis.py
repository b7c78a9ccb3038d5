"""The sentence analyser: tags, syntax, who says what, and what is worth checking, in one pass.

A MiniLM encoder with biaffine heads. Syntax is a tree of Universal Dependencies (Nivre et al.
2020) scored as in Dozat and Manning (2017); an attribution is read the same way, each word
scored against a cue as its source, its content or neither, as in dependency-based semantic role
labelling; check-worthiness is a judgement on the whole sentence.
"""

import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from models.embedding import verified
from models.network import buckets
from models.relation import fingerprint
from models.trees import best_tree
from models.words import Analysis, Attributed, Word, words_of

ANALYSER: Final = Path(__file__).parent / "weights" / "analyser"
ROLES: Final = ("none", "source", "content", "cue")
SHARED: Final = ("encoder.embeddings.word_embeddings", "encoder.embeddings.position_embeddings")
"""What the analyser has in common with its base, untrained and not shipped."""

Bounds = tuple[int, int]
Read = TypeVar("Read")

_SHAPES = 4
_ARC, _LABEL, _ROLE = 256, 96, 128
_BATCH_ROWS, _BATCH_WORDS = 32, 1600


@dataclass(frozen=True, slots=True)
class Encoded:
    """A batch: inputs of the encoder, and for each word its first piece.

    ``first`` (n, words + 1) holds piece indices; column 0 is the opening token, which stands for
    the root; padding repeats it. ``present`` (n, words + 1) is true where a word (or the root)
    stands.
    """

    inputs: dict[str, Tensor]
    first: Tensor
    present: Tensor


class AnalyserTokenizer:
    """Turns sentences into batches.

    Args:
        base: Folder of the base model (tokenizer.json).
    """

    def __init__(self, base: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(512)

    def encode(
        self, sentences: Sequence[str], bounds: Sequence[Sequence[tuple[int, int]]]
    ) -> Encoded:
        """Encode sentences whose words stand at ``bounds``."""
        encodings = self._tokenizer.encode_batch(list(sentences))
        width = max(len(each) for each in encodings)
        longest = max((len(each) for each in bounds), default=0)
        ids = torch.zeros(len(encodings), width, dtype=torch.long)
        shapes, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        first = torch.zeros(len(encodings), longest + 1, dtype=torch.long)
        present = torch.zeros(len(encodings), longest + 1, dtype=torch.bool)
        for row, (encoding, words, sentence) in enumerate(
            zip(encodings, bounds, sentences, strict=True)
        ):
            ids[row, : len(encoding)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding)] = 1
            places = _first_pieces(encoding.offsets, words)
            first[row, 1 : len(words) + 1] = torch.tensor(places)
            present[row, : len(words) + 1] = True
            ends = [*places[1:], len(encoding) - 1]
            for (start, end), piece, after in zip(words, places, ends, strict=True):
                shapes[row, piece : max(after, piece + 1)] = _shape(sentence[start:end])
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": shapes}
        return Encoded(inputs, first, present)


def _first_pieces(
    offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]
) -> list[int]:
    """For each word the first piece that reaches into it."""
    found = []
    piece, last = 1, len(offsets) - 2
    for start, _ in words:
        while piece < last and offsets[piece][1] <= start:
            piece += 1
        found.append(min(piece, max(last, 0)))
    return found


def _shape(word: str) -> int:
    """How a word is written, which the uncased base does not see: aa, Aa, AA or aA."""
    if word.islower() or not any(c.isalpha() for c in word):
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 3


class Biaffine(nn.Module):
    """Scores every pair of two sequences for each of several labels."""

    def __init__(self, size: int, hidden: int, labels: int, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.left = nn.Linear(size, hidden)
        self.right = nn.Linear(size, hidden)
        self.weight = nn.Parameter(torch.zeros(labels, hidden + 1, hidden + 1))
        nn.init.normal_(self.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        """(n, i, size) and (n, j, size) to scores (n, i, j, labels)."""
        x, y = (
            nn.functional.pad(self.dropout(nn.functional.gelu(layer(side))), (0, 1), value=1.0)
            for layer, side in ((self.left, left), (self.right, right))
        )
        return torch.einsum("bid,lde,bje->bijl", x, self.weight, y)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a batch of n sentences of at most w words, the root at 0.

    ``tags`` (n, w + 1, tags); ``arcs`` (n, w + 1, w + 1), a dependent's row over heads;
    ``cues`` (n, w + 1); ``worth`` (n,), log-odds both. ``labels`` and ``roles`` score pairs, see
    ``AnalyserNetwork``.
    """

    states: Tensor
    tags: Tensor
    arcs: Tensor
    cues: Tensor
    worth: Tensor


class AnalyserNetwork(nn.Module):
    """Encoder and heads.

    Args:
        config: The base's.
        tags: How many parts of speech.
        relations: How many syntactic relations.
    """

    def __init__(self, config: Any, tags: int, relations: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        size = config.hidden_size
        self.encoder.embeddings.token_type_embeddings = nn.Embedding(_SHAPES, size)
        self.dropout = nn.Dropout(0.2)
        self.tag = nn.Linear(size, tags)
        self.arc = Biaffine(size, _ARC, 1)
        self.label = Biaffine(size, _LABEL, relations)
        self.cue = nn.Linear(size, 1)
        self.role = Biaffine(size, _ROLE, len(ROLES))
        self.worth = nn.Linear(size, 1)

    def forward(self, batch: Encoded) -> Scores:
        """Scores of a batch."""
        pieces = self.read(batch)
        index = batch.first.unsqueeze(-1).expand(-1, -1, pieces.shape[-1])
        states = self.dropout(pieces.gather(1, index))
        arcs = self.arc(states, states).squeeze(-1)
        arcs = arcs.masked_fill(~batch.present.unsqueeze(1), -1e4)
        return Scores(
            states=states,
            tags=self.tag(states),
            arcs=arcs,
            cues=self.cue(states).squeeze(-1),
            worth=self.worth_of(pieces, batch),
        )

    def read(self, batch: Encoded) -> Tensor:
        """The encoder's states (n, pieces, size)."""
        states: Tensor = self.encoder(**batch.inputs).last_hidden_state
        return states

    def worth_of(self, pieces: Tensor, batch: Encoded) -> Tensor:
        """Log-odds (n,) of check-worthiness, from the mean of the encoder's states."""
        mask = batch.inputs["attention_mask"].unsqueeze(-1)
        odds: Tensor = self.worth(self.dropout((pieces * mask).sum(1) / mask.sum(1)))
        return odds.squeeze(-1)

    def labels(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores (n, w + 1, relations) of each word's relation to its head (n, w + 1)."""
        chosen = states.gather(1, heads.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        flat = states.flatten(0, 1).unsqueeze(1), chosen.flatten(0, 1).unsqueeze(1)
        scores: Tensor = self.label(*flat)
        return scores.reshape(*states.shape[:2], -1)

    def roles(self, states: Tensor, rows: Tensor, cues: Tensor) -> Tensor:
        """Scores (k, w + 1, roles) of each word's part in k attributions.

        Args:
            states: Of the whole batch.
            rows: (k,) which sentence.
            cues: (k,) which word of it is the cue; 0 for a cue in another sentence.
        """
        scores: Tensor = self.role(states[rows, cues].unsqueeze(1), states[rows])
        return scores.squeeze(1)


def load_network(base: Path, tags: int, relations: int) -> AnalyserNetwork:
    """An untrained analyser: the base's encoder, heads of chance."""
    network = AnalyserNetwork(AutoConfig.from_pretrained(base), tags, relations)
    state = load_file(base / "model.safetensors")
    kind = state.pop("embeddings.token_type_embeddings.weight")[0]
    state = {name: each for name, each in state.items() if not name.startswith("pooler.")}
    state["embeddings.token_type_embeddings.weight"] = kind.repeat(_SHAPES, 1)
    network.encoder.load_state_dict(state, strict=False)
    return network


class Analyser:
    """The shipped analyser behind one lock.

    Its network is made when the first sentence is read: who only names it holds none.

    Attributes:
        name: As its manifest says.
        digest: A sha256 over its weights and calibration.
        checkworthy_from: The check-worthiness from which a sentence counts as worth checking.

    Args:
        folder: Holds ``manifest.json`` and ``model.safetensors``.
        base: Folder of the base model.

    Raises:
        ModelError: The weights are not the ones that the manifest names.
    """

    def __init__(self, folder: Path, base: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.name: str = manifest["name"]
        weights = verified(folder / "model.safetensors", manifest["sha256"])
        self._tags: list[str] = manifest["tags"]
        self._relations: list[str] = manifest["relations"]
        self._cue_threshold: float = manifest["cue_threshold"]
        self._worth: tuple[float, float] = tuple(manifest["checkworthiness"])
        self.checkworthy_from: float = manifest["checkworthy_from"]
        self.digest = fingerprint(weights, self._cue_threshold, self._worth)
        self._folder, self._base = folder, base
        self._tokenizer = AnalyserTokenizer(base)
        self._lock = threading.Lock()

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """The analysis of each sentence, in their order."""
        return self.analyse_words(sentences, [words_of(sentence) for sentence in sentences])

    def analyse_words(
        self, sentences: Sequence[str], bounds: Sequence[Sequence[tuple[int, int]]]
    ) -> list[Analysis]:
        """The analysis of sentences whose words stand at ``bounds``."""
        return self._in_batches(sentences, bounds, self._read)

    def checkworthiness(self, statements: Sequence[str]) -> list[float]:
        """The probability that each statement is worth checking, in their order."""
        bounds = [words_of(statement) for statement in statements]
        return self._in_batches(statements, bounds, self._score)

    @cached_property
    def _network(self) -> AnalyserNetwork:
        """The network; asked for under the lock only.

        What it shares with its base stays in the base's file, mapped.
        """
        config = AutoConfig.from_pretrained(self._base)
        network = AnalyserNetwork(config, len(self._tags), len(self._relations))
        of_base = load_file(self._base / "model.safetensors").items()
        shared = {f"encoder.{n}": t for n, t in of_base if f"encoder.{n}".startswith(SHARED)}
        trained = {n: t.float() for n, t in load_file(self._folder / "model.safetensors").items()}
        network.load_state_dict(shared | trained, assign=True)
        return network.eval()

    def _in_batches(
        self,
        sentences: Sequence[str],
        bounds: Sequence[Sequence[Bounds]],
        read: Callable[[Encoded, Sequence[Sequence[Bounds]]], Iterable[Read]],
    ) -> list[Read]:
        """What is read in each sentence, those of like length in one batch."""
        found: dict[int, Read] = {}
        for rows in buckets([len(each) for each in bounds], _BATCH_ROWS, _BATCH_WORDS):
            chosen = [bounds[row] for row in rows]
            batch = self._tokenizer.encode([sentences[row] for row in rows], chosen)
            with self._lock, torch.inference_mode():
                found.update(zip(rows, read(batch, chosen), strict=True))
        return [found[row] for row in range(len(sentences))]

    def _score(self, batch: Encoded, _: Sequence[Sequence[Bounds]]) -> list[float]:
        return self._chances(self._network.worth_of(self._network.read(batch), batch))

    def _chances(self, worth: Tensor) -> list[float]:
        """Log-odds of check-worthiness, made to mean what they say."""
        scale, shift = self._worth
        chances: list[float] = (worth * scale + shift).sigmoid().tolist()
        return chances

    def _read(
        self, batch: Encoded, bounds: Sequence[Sequence[tuple[int, int]]]
    ) -> Iterable[Analysis]:
        scores = self._network(batch)
        arcs = scores.arcs.log_softmax(-1).numpy()
        trees = [best_tree(arcs[row, : len(b) + 1, : len(b) + 1]) for row, b in enumerate(bounds)]
        heads = torch.zeros_like(batch.first)
        for row, tree in enumerate(trees):
            heads[row, : len(tree)] = torch.tensor(tree).clamp(min=0)
        labels = self._network.labels(scores.states, heads).softmax(-1)
        best = labels.max(-1)
        tags = scores.tags.argmax(-1).tolist()
        worth = self._chances(scores.worth)
        attributed = self._attributed(scores, batch.present)
        for row, words in enumerate(bounds):
            yield Analysis(
                tuple(
                    Word(
                        start,
                        end,
                        self._tags[tags[row][at]],
                        trees[row][at] - 1,
                        self._relations[int(best.indices[row, at])],
                        float(best.values[row, at] * np.exp(arcs[row, at, trees[row][at]])),
                    )
                    for at, (start, end) in enumerate(words, 1)
                ),
                tuple(attributed[row]),
                worth[row],
            )

    def _attributed(self, scores: Scores, present: Tensor) -> list[list[Attributed]]:
        """The attributions of each sentence of a batch."""
        chances = scores.cues.sigmoid().masked_fill(~present, 0.0)
        chances[:, 0] = 1.0  # the root: what is said by a cue of another sentence
        rows, cues = (chances > self._cue_threshold).nonzero(as_tuple=True)
        shares = self._network.roles(scores.states, rows, cues).softmax(-1)
        shares = shares * present[rows].unsqueeze(-1)
        found: list[list[Attributed]] = [[] for _ in present]
        for row, cue, share in zip(rows.tolist(), cues.tolist(), shares.numpy(), strict=True):
            parts = {role: _words_with(share, ROLES.index(role)) for role in ROLES[1:]}
            if cue == 0 and not parts["content"]:
                continue
            chance = float(chances[row, cue])
            if cue == 0:
                content = [word + 1 for word in parts["content"]]
                chance = float(share[content, ROLES.index("content")].mean())
            words = tuple(sorted({cue - 1, *parts["cue"]})) if cue else ()
            found[row].append(Attributed(words, parts["source"], parts["content"], chance))
        return [_surest(each) for each in found]


def _surest(found: list[Attributed]) -> list[Attributed]:
    """Without those that share a word of their cue with a surer one."""
    kept: list[Attributed] = []
    for each in sorted(found, key=lambda each: -each.probability):
        if not any(set(each.cue) & set(other.cue) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.cue)


def _words_with(shares: NDArray[np.float32], role: int) -> tuple[int, ...]:
    """The words whose likeliest role it is; ``shares`` is (w + 1, roles), the root at 0."""
    return tuple((np.flatnonzero(shares[1:].argmax(-1) == role)).tolist())
