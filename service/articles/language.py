"""Which language a text is in, found offline."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SUPPORTED = frozenset({"en"})
"""Languages whose claims are extracted and judged."""

SURE = 0.6
"""Below this probability a short text's language is taken to be unknown."""


def language_of(text: str) -> str | None:
    """The ISO 639 code of a text's language, None where the text is too short to tell.

    By character n-grams (langid: Lui and Baldwin 2012).
    """
    code, probability = _identifier().classify(text)
    return str(code) if probability >= SURE else None


def supported(language: str | None) -> bool:
    """Whether texts of this language are judged; an unknown one is given the benefit.

    Args:
        language: a language tag (BCP 47), of which the first part counts.
    """
    return language is None or language.split("-")[0].lower() in SUPPORTED


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
