"""Does a statement say what it is about?"""

import re

from service.relations.words import names, tokens

_POINTER = re.compile(
    r"\W*(?:it|this|that|these|those|he|she|they|we|you|i|there)\b", re.IGNORECASE
)
ENOUGH = 2


def names_something(text: str) -> bool:
    """Whether a statement names an event, a person, a place or a figure.

    A name or a figure does; without either, two words of content do unless the subject
    is a mere pointer ("It was a great success").
    """
    inside, _ = names(text)
    named = bool(inside) or any(character.isdigit() for character in text)
    content = sum(token.content for token in tokens(text))
    return named or (content >= ENOUGH and not _POINTER.match(text))
