"""Claims with where they stand, be they stored or a draft's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from service.articles import language_of, supported
from service.claims import extract
from service.desk.parts import Analyser
from service.errors import UnsupportedLanguageError
from service.store import StoredClaim
from service.urls import canonical_url
from service.vocabulary import Article, Claim, ClaimKind, HolderKind, Published, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A claim and its article's particulars; a draft's claim has no ids."""

    claim: Claim
    outlet: str | None = None
    origin_outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: Published | None = None
    id: int | None = None
    article_id: int | None = None
    version: int | None = None

    @classmethod
    def stored(cls, claim: StoredClaim) -> Self:
        """The same from the store's record."""
        return cls(
            claim=claim.claim,
            outlet=claim.outlet,
            origin_outlet=claim.origin_outlet,
            title=claim.title,
            url=claim.url,
            published=claim.published,
            id=claim.id,
            article_id=claim.article_id,
            version=claim.version,
        )

    @property
    def statement(self) -> Statement:
        """What is judged of it."""
        return Statement(
            text=self.claim.statement,
            context=self.claim.context,
            holder=self.claim.holder,
            published=self.published,
            incomplete=self.claim.incomplete,
        )

    @property
    def voice(self) -> tuple[str, str]:
        """Origin and holder: one voice however many outlets carry it."""
        holder = self.claim.holder
        name = "" if holder.kind is HolderKind.NARRATION else (holder.name or "").casefold()
        return (self.origin_outlet or self.outlet or "").casefold(), name


def ensure_supported(field: str, text: str, language: str | None = None) -> None:
    """Refuse a text whose language is known and not judged.

    Raises:
        UnsupportedLanguageError: naming the field and the language.
    """
    language = language or language_of(text)
    if not supported(language):
        raise UnsupportedLanguageError(
            field, f"Its language is {language}; only English is judged."
        )


def draft_claims(article: Article, analyser: Analyser) -> list[Sourced]:
    """Split a draft into its claims; nothing is stored.

    Raises:
        UnsupportedLanguageError: it is in a language that is not judged.
    """
    ensure_supported("text", article.text, article.language)
    return claims_of(article, analyser)


def claims_of(article: Article, analyser: Analyser) -> list[Sourced]:
    """The claims of an article in a supported language."""
    return [
        Sourced(
            claim=claim,
            outlet=article.outlet,
            origin_outlet=article.origin_outlet,
            title=article.title,
            url=canonical_url(article.url) if article.url else None,
            published=article.published,
        )
        for claim in extract(article, analyser)
    ]


def without_headlines(claims: Iterable[Sourced]) -> list[Sourced]:
    """Those of the claims that are held against other articles: all but headlines."""
    return [each for each in claims if each.claim.kind is ClaimKind.STATEMENT]


def embedded_texts(claims: Sequence[Sourced]) -> list[str]:
    """The texts by which claims are found: their self-contained statements."""
    return [each.statement.text for each in claims]
