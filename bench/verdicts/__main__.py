"""Draws the pairs, shows them to a reader without verdicts, and settles three readings.

    python -m bench.verdicts draw
    python -m bench.verdicts show > FILE
    python -m bench.verdicts settle FIRST SECOND THIRD

A reader answers one word a line: agreement, conflict, opposition, neutral or unsure. Where
the first two differ the third, who sees both words, decides; a pair left unsure is dropped.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path

from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # it ships no types
    TfidfVectorizer,
)
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]  # likewise

from models.evaluation.verdicts import articles
from models.loading import load_analyser
from models.training.news import Pair, Place, read_pairs
from service.claims import extract
from service.claims.lexicon import words
from service.vocabulary import Article

PAIRS = Path(__file__).parent / "newswcl50.jsonl"
SEED = 20180612
STRATA = (("alike", 60), ("cue", 96), ("related", 24))
"""Pairs an event: of the likest hundredth by words; of the likest fifth where one side alone
denies or judges; of the likest fifth otherwise."""
WORDS_AT_LEAST = 5
PAIRS_A_CLAIM = 4
CUES = words(
    "not no never nor none cannot without deny denied denies denying reject rejected rejects "
    "dismissed dismiss false wrong lie lies fake failed fail failure criticized criticised slammed "
    "blasted condemned terrible worst bad disaster mistake catastrophic success successful "
    "historic great best praised welcomed hailed insisted disputed contradicted instead unfair "
    "insane horrible illegal witch hoax weak dangerous"
)
CONTEXT = 300
"""Characters shown to a reader before a statement; a third as many after it."""
LABELS = ("agreement", "conflict", "opposition", "neutral", "unsure")


def draw(data: Path, seed: int) -> list[Pair]:
    """Some pairs of claims of two outlets for each event, by stratum."""
    dice = random.Random(seed)  # noqa: S311 - for drawing pairs, not for secrets
    events: dict[str, list[tuple[str, str, Place]]] = {}
    analyser = load_analyser()
    for article in articles(data).values():
        for claim in extract(Article(text=article["text"]), analyser):
            if len(claim.text.split()) >= WORDS_AT_LEAST:
                spans = tuple((span.start, span.end) for span in claim.spans)
                claims = events.setdefault(article["event"], [])
                claims.append((article["outlet"], claim.text, Place(article["id"], spans)))
    return [pair for event, claims in events.items() for pair in _of_event(event, claims, dice)]


def _of_event(event: str, claims: list[tuple[str, str, Place]], dice: random.Random) -> list[Pair]:
    vectors = TfidfVectorizer(binary=True, sublinear_tf=True).fit_transform(
        [text for _, text, _ in claims]
    )
    likeness = (vectors @ vectors.T).toarray()
    ranked = sorted(
        (
            (a, b)
            for a, b in combinations(range(len(claims)), 2)
            if claims[a][0] != claims[b][0] and claims[a][1] != claims[b][1]
        ),
        key=lambda pair: -likeness[pair],
    )
    alike, fifth = ranked[: len(ranked) // 100], ranked[len(ranked) // 100 : len(ranked) // 5]
    judging = [bool(CUES & set(_words(text))) for _, text, _ in claims]
    pools = {
        "alike": alike,
        "cue": [(a, b) for a, b in fifth if judging[a] != judging[b]],
        "related": [(a, b) for a, b in fifth if judging[a] == judging[b]],
    }
    used: Counter[int] = Counter()
    drawn = []
    for stratum, wanted in STRATA:
        pool = dice.sample(pools[stratum], len(pools[stratum]))
        taken = 0
        for a, b in pool:
            if taken < wanted and max(used[a], used[b]) < PAIRS_A_CLAIM:
                used.update((a, b))
                taken += 1
                sides = (a, b) if dice.random() < 0.5 else (b, a)
                drawn.append(Pair(event, stratum, claims[sides[0]][2], claims[sides[1]][2]))
    return drawn


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower().replace("n't", " not"))


def show(data: Path) -> None:
    """Print each pair's words in their surroundings, one JSON object a line."""
    stored = articles(data)
    texts = {name: article["text"] for name, article in stored.items()}
    for number, pair in enumerate(read_pairs(PAIRS)):
        sides = {
            side: {
                "outlet": stored[place.doc]["outlet"],
                "date": stored[place.doc]["published_at"],
                "statement": place.text(texts),
                "before": _around(texts[place.doc], place.spans[0][0] - CONTEXT, place.spans[0][0]),
                "after": _around(
                    texts[place.doc], place.spans[-1][1], place.spans[-1][1] + CONTEXT // 3
                ),
            }
            for side, place in (("a", pair.a), ("b", pair.b))
        }
        line = {"n": number, "event": pair.event, **sides}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start) : end].split())


def settle(readings: list[Path]) -> None:
    """Write the verdicts that two readings share, or the third decides; print the kappa."""
    said = [path.read_text(encoding="utf-8").split() for path in readings]
    drawn = list(read_pairs(PAIRS))
    if any(len(reading) != len(drawn) or {*reading} - {*LABELS} for reading in said):
        sys.exit(f"a reading must be {len(drawn)} words of: {', '.join(LABELS)}")
    first, second, third = said
    settled = [a if a == b else c for a, b, c in zip(first, second, third, strict=True)]
    sys.stdout.write(f"kappa {cohen_kappa_score(first, second):.3f}\n")
    sys.stdout.write(f"alike {sum(a == b for a, b in zip(first, second, strict=True))}\n")
    sys.stdout.write(f"{Counter(settled)}\n")
    _write(
        replace(pair, verdict=None if word == "unsure" else word)
        for pair, word in zip(drawn, settled, strict=True)
    )


def _write(drawn: Iterable[Pair]) -> None:
    lines = [json.dumps(asdict(pair)) for pair in drawn]
    PAIRS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Draw, show or settle."""
    parser = argparse.ArgumentParser(prog="python -m bench.verdicts", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("draw").add_argument("--seed", type=int, default=SEED)
    commands.add_parser("show")
    commands.add_parser("settle").add_argument("readings", type=Path, nargs=3)
    given = parser.parse_args()
    if given.command == "draw":
        if PAIRS.exists():
            sys.exit(f"{PAIRS} is there, with its verdicts: move it away to draw anew")
        _write(draw(given.data, given.seed))
    elif given.command == "show":
        show(given.data)
    else:
        settle(given.readings)


if __name__ == "__main__":
    main()
