"""What can go wrong, named for what happened; one table in api/ maps these to statuses."""


class CounterpointError(Exception):
    """Base of every error this product raises on purpose."""


class NotFoundError(CounterpointError):
    """Nothing current has the id that was asked for."""


class SchemaTooNewError(CounterpointError):
    """The database was made by a newer release; this one would damage it."""


class UnstorableTextError(CounterpointError):
    """A text holds what no database here can keep: a NUL or half a surrogate pair."""


class IndexBusyError(CounterpointError):
    """Another build of the vector index is running."""


class IndexBuildError(CounterpointError):
    """A new generation failed its verification; the old one serves on."""


class SettingsError(CounterpointError):
    """One or more settings of the environment cannot be used."""


class InvalidInputError(CounterpointError):
    """What was handed in cannot be used; ``field`` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class IdempotencyError(InvalidInputError):
    """An idempotency key was used before, with another body."""


class UnsupportedLanguageError(InvalidInputError):
    """A text is in a language that is stored but not judged."""


class UnreadableArticleError(CounterpointError):
    """No article text can be read from what was sent."""
