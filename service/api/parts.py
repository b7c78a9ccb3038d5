"""The parts behind the request at hand, and the two kinds of article it may name."""

from flask import current_app

from service.desk.sources import Sourced, draft_claims
from service.errors import InvalidInputError
from service.parts import Parts
from service.vocabulary import Article


def parts() -> Parts:
    """What the composition root gave this application."""
    made = current_app.extensions["counterpoint"]
    assert isinstance(made, Parts)  # noqa: S101  # narrows Flask's untyped registry
    return made


def within_limit(article: Article) -> Article:
    """Refuse a text longer than the settings allow.

    Raises:
        InvalidInputError: naming the field.
    """
    limit = parts().settings.max_text_chars
    if len(article.text) > limit:
        raise InvalidInputError("text", f"Longer than {limit} characters.")
    return article


def claims_of(article: Article | int) -> list[Sourced]:
    """The claims of a stored article, or of a draft, which stays one.

    Raises:
        NotFoundError: no article has the id.
        InvalidInputError: the draft is too long.
    """
    if isinstance(article, int):
        return [Sourced.stored(each) for each in parts().archive.store.claims(article)]
    return draft_claims(within_limit(article), parts().analyser)
