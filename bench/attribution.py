"""How well claims find who said what, against the PolNeAR news attributions.

``python -m bench.attribution [train|dev]`` prints the share of annotated contents that
some claim covers (at least half of either, by characters) and, of those, the share whose
source the claim's holder names. PolNeAR also annotates acts and attitudes without a
proposition, so recall below 1 is expected; the lines for speech verbs say more.

Data: Newell et al., "An Attribution Relations Corpus for Political News" (LREC 2018), read from
``../shared/data/attribution``; it is not part of the project.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.claims import extract
from service.claims.lexicon import words
from service.vocabulary import Article, Claim, HolderKind

DATA = Path(__file__).parents[2] / "shared/data/attribution/polnear.jsonl.gz"
SPEECH = words("said says say told wrote added tweeted declared announced according")
PRONOUNS = words("he she they it who i we his her their which that")


def documents(split: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each article of a split once, with the attributions of its first annotator."""
    seen = set()
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == split and row["doc"] not in seen:
                seen.add(row["doc"])
                yield row["text"], row["attributions"]


def measure(split: str) -> Counter[str]:
    """Counts of contents, contents found and sources right, over all and speech verbs."""
    counts: Counter[str] = Counter()
    for text, attributions in documents(split):
        claims = extract(Article(text=text))
        counts["documents"] += 1
        counts["claims"] += len(claims)
        counts["held"] += sum(c.holder.kind is not HolderKind.NARRATION for c in claims)
        matched: defaultdict[int, int] = defaultdict(int)
        for attribution in attributions:
            _score(claims, attribution, counts, matched)
        counts["held and annotated"] += len(matched)
    return counts


def _score(
    claims: list[Claim], attribution: dict[str, Any], counts: Counter[str], matched: dict[int, int]
) -> None:
    content = _places(attribution["content"])
    cue = " ".join(part["text"] for part in attribution["cue"]).lower()
    groups = ["all", "speech"] if SPEECH & set(cue.split()) else ["all"]
    best = max(claims, key=lambda claim: _overlap(claim, content), default=None)
    found = best is not None and bool(content) and _overlap(best, content) >= 0.5
    for group in groups:
        counts[f"{group}: contents"] += 1
        if found and best is not None and best.holder.kind is not HolderKind.NARRATION:
            matched[best.start] += 1
            counts[f"{group}: found with a holder"] += 1
            source = " ".join(part["text"] for part in attribution["source"])
            if source and source.lower() not in PRONOUNS:
                counts[f"{group}: named sources"] += 1
                counts[f"{group}: named sources right"] += _same(source, best)


def _places(parts: list[dict[str, Any]]) -> set[int]:
    return {i for part in parts for start, end in part["spans"] for i in range(start, end)}


def _overlap(claim: Claim, content: set[int]) -> float:
    own = {i for span in claim.spans for i in range(span.start, span.end)}
    return len(own & content) / max(1, min(len(own), len(content)))


def _same(source: str, claim: Claim) -> bool:
    named = {word.strip(".,\u2019's").lower() for word in source.split()}
    held = {word.strip(".,\u2019's").lower() for word in (claim.holder.name or "").split()}
    return bool((named & held) - {"the", "a", "of"})


def main() -> None:
    """Print the figures, or say that the data is absent."""
    if not DATA.exists():
        sys.stdout.write(f"skipped: {DATA.name} is not in ../shared/data/attribution\n")
        return
    for name, count in measure(sys.argv[1] if len(sys.argv) > 1 else "dev").items():
        sys.stdout.write(f"{name:32} {count:6}\n")


if __name__ == "__main__":
    main()
