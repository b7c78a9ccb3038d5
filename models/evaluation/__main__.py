"""Prints every figure of the embedding model and the screen.

python -m models.evaluation --data ../shared/data
"""

import argparse
import json
import sys
from pathlib import Path

from models.embedding import SentenceEmbedder
from models.evaluation.sets import claimdiff, cosine, inference, relations, retrieval
from models.relation import SCREEN, RelationModel

TABLES = ("relations", "cosine", "inference", "claimdiff", "retrieval")


def main() -> None:
    """Score the models on the development sets of the data folder."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluation", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--screen", type=Path, default=SCREEN, help="another screen's folder")
    parser.add_argument("--only", nargs="+", choices=TABLES, default=TABLES, help="some tables")
    parser.add_argument(
        "--sample",
        type=int,
        default=2000,
        help="rows drawn (seeded) of each inference set; 0 takes all, an hour on two cores",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        sys.exit(f"{arguments.data} is missing: the figures need the data folder (--data)")
    data, model, embedder = arguments.data, RelationModel(arguments.screen), SentenceEmbedder()
    tables = {
        "relations": relations(data, model),
        "cosine": cosine(data, embedder),
        "inference": inference(data, model, arguments.sample),
        "claimdiff": claimdiff(data, model),
        "retrieval": retrieval(data, embedder),
    }
    for table in arguments.only:
        for name, figures in tables[table]:
            _tell(table, name, figures, as_json=arguments.json)


def _tell(table: str, name: str, figures: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        line = json.dumps({"table": table, "set": name, **figures})
    else:
        values = "  ".join(f"{key} {_number(value)}" for key, value in figures.items())
        line = f"{table:10} {name:42} {values}"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


if __name__ == "__main__":
    main()
