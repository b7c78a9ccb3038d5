"""Draws sentences of real articles, shows their claims to readers, and settles what they say.

    python -m bench.statements draw
    python -m bench.statements show > FILE
    python -m bench.statements settle FILE FIRST SECOND THIRD

A reader answers a line for each claim: four words of yes, no, for whether it follows from its
sentence as said by its holder (modality kept), whether the holder is right, whether it can be
read alone, and whether it is one assertion. Where the first two differ in a word, the third's
counts. Verdicts are kept by document and offsets, with a hash of the words read, not the words.
"""

import argparse
import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]  # it ships no types

from models.evaluation.verdicts import articles
from models.loading import load_analyser
from service.articles import read_text
from service.claims import extract
from service.claims.layout import paragraphs
from service.claims.sentences import sentences
from service.vocabulary import Article, Claim

SENTENCES = Path(__file__).parent / "sentences.jsonl"
VERDICTS = Path(__file__).parent / "verdicts.jsonl"
SEED = 20181128
STRATA = (("quoted", 6), ("long", 7), ("short", 7))
"""Sentences an event: with quotation marks; of 25 words or more without; of fewer."""
LONG, SHORTEST = 25, 8
QUESTIONS = ("follows", "holder", "alone", "single")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What readers say of a claim: a yes or no to each of ``QUESTIONS``."""

    doc: str
    spans: tuple[tuple[int, int], ...]
    sha256: str
    complete: bool
    follows: bool
    holder: bool
    alone: bool
    single: bool


def draw(data: Path, seed: int) -> Iterator[dict[str, Any]]:
    """Some sentences of running text for each event, by stratum."""
    dice = random.Random(seed)  # noqa: S311 - for drawing sentences, not for secrets
    pools: defaultdict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
    for article in articles(data).values():
        for paragraph in paragraphs(article["text"]):
            for start, end in sentences(paragraph.text):
                words = paragraph.text[start:end]
                spans = paragraph.spans(start, end)
                if len(words.split()) >= SHORTEST:
                    place = (article["id"], spans[0].start, spans[-1].end)
                    pools[article["event"], _stratum(words)].append(place)
    for (event, stratum), pool in sorted(pools.items()):
        for doc, start, end in sorted(dice.sample(pool, min(dict(STRATA)[stratum], len(pool)))):
            yield {"event": event, "stratum": stratum, "doc": doc, "start": start, "end": end}


def _stratum(words: str) -> str:
    if any(mark in words for mark in '"“”'):
        return "quoted"
    return "long" if len(words.split()) >= LONG else "short"


def read_sentences() -> list[dict[str, Any]]:
    """The drawn sentences, by document and offsets."""
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def claims_of_sentences(data: Path) -> Iterator[tuple[dict[str, Any], str, list[Claim]]]:
    """Each drawn sentence with its article's text and the claims that begin in it."""
    stored = articles(data)
    analyser = load_analyser()
    claims: dict[str, list[Claim]] = {}
    for place in read_sentences():
        article = stored[place["doc"]]
        if place["doc"] not in claims:
            claims[place["doc"]] = extract(_article(article), analyser)
        inside = [c for c in claims[place["doc"]] if place["start"] <= c.start < place["end"]]
        yield place, article["text"], inside


def _article(row: dict[str, Any]) -> Article:
    known = read_text(row["text"])
    return Article(text=row["text"], outlet=row["outlet"], published=known.published)


def read_verdicts() -> list[Verdict]:
    """What readers said, by document and offsets."""
    rows = (json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines())
    return [
        Verdict(**row | {"spans": tuple((start, end) for start, end in row["spans"])})
        for row in rows
    ]


def hash_of(claim: Claim) -> str:
    """What tells whether a claim is still as it was judged: its words, holder and modality."""
    judged = (claim.statement, claim.holder.name, *claim.holder.via, claim.modality.value)
    return hashlib.sha256(repr(judged).encode()).hexdigest()[:16]


def show(data: Path) -> None:
    """Print each claim with its surroundings, one JSON object a line."""
    number = 0
    for place, text, claims in claims_of_sentences(data):
        before = text[max(place["start"] - 400, 0) : place["start"]]
        for claim in claims:
            holder = claim.holder
            line = {
                "n": number,
                "before": " ".join(before.split()),
                "sentence": " ".join(text[place["start"] : place["end"]].split()),
                "claim": claim.statement,
                "holder": " via ".join([holder.name or holder.kind.value, *reversed(holder.via)]),
                "modality": claim.modality.value,
                "missing": claim.missing,
                "doc": place["doc"],
                "spans": [(span.start, span.end) for span in claim.spans],
                "sha256": hash_of(claim),
            }
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            number += 1


def settle(shown: Path, readings: list[Path]) -> None:
    """Write the verdicts that two readings share, or the third decides; print the kappas."""
    claims = [json.loads(line) for line in shown.read_text(encoding="utf-8").splitlines()]
    said = [
        [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
        for path in readings
    ]
    for reading in said:
        if len(reading) != len(claims) or any(
            len(each) != len(QUESTIONS) or {*each} - {"yes", "no"} for each in reading
        ):
            sys.exit(f"a reading must be {len(claims)} lines of {len(QUESTIONS)} words: yes or no")
    settled = []
    for claim, first, second, third in zip(claims, *said, strict=True):
        words = [a if a == b else c for a, b, c in zip(first, second, third, strict=True)]
        spans = tuple((start, end) for start, end in claim["spans"])
        answers = dict(zip(QUESTIONS, (word == "yes" for word in words), strict=True))
        settled.append(
            Verdict(claim["doc"], spans, claim["sha256"], not claim["missing"], **answers)
        )
    for place, question in enumerate(QUESTIONS):
        first, second = ([each[place] for each in reading] for reading in said[:2])
        alike = sum(a == b for a, b in zip(first, second, strict=True))
        kappa = cohen_kappa_score(first, second)
        sys.stdout.write(f"{question}: alike {alike} of {len(claims)}, kappa {kappa:.3f}\n")
    lines = [json.dumps(asdict(each)) for each in settled]
    VERDICTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Draw, show or settle."""
    parser = argparse.ArgumentParser(prog="python -m bench.statements", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("draw").add_argument("--seed", type=int, default=SEED)
    commands.add_parser("show")
    settling = commands.add_parser("settle")
    settling.add_argument("shown", type=Path)
    settling.add_argument("readings", type=Path, nargs=3)
    given = parser.parse_args()
    if given.command == "draw":
        if SENTENCES.exists():
            sys.exit(f"{SENTENCES} is there, with its verdicts: move it away to draw anew")
        lines = [json.dumps(place) for place in draw(given.data, given.seed)]
        SENTENCES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif given.command == "show":
        show(given.data)
    else:
        settle(given.shown, given.readings)


if __name__ == "__main__":
    main()
