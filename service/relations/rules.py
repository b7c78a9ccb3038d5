"""Which rules stand round the model, so that relations made by others are made anew."""

import hashlib
from functools import cache
from importlib.resources import files


@cache
def rules_digest() -> str:
    """One sha256 over this room's source: it changes with whatever may change a verdict."""
    digest = hashlib.sha256()
    sources = [each for each in files(__package__).iterdir() if each.name.endswith(".py")]
    for source in sorted(sources, key=lambda each: each.name):
        digest.update(source.read_bytes())
    return digest.hexdigest()
