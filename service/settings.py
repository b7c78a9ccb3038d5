"""Every setting, read from the environment once, checked all together at start.

Each is the environment variable ``COUNTERPOINT_`` + the field's name in capitals.
"""

import os
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import environs
import limits
from cronsim import CronSim, CronSimError
from marshmallow import ValidationError, validate

from service.errors import SettingsError


def _setting(default: object, sentence: str, check: Any = None) -> Any:
    metadata = {"sentence": sentence, "check": check}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


def _rate(limit: str) -> None:
    try:
        limits.parse(limit)
    except ValueError as error:
        raise ValidationError(f"Not a rate such as `1200 per minute`: {limit}.") from error


def _cron(expression: str) -> None:
    try:
        CronSim(expression, datetime.now(UTC))
    except CronSimError as error:
        raise ValidationError(f"Not a cron expression: {error}.") from error


def _zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(f"No such time zone: {name}.") from error


def _optional_path(env: environs.Env, name: str, default: None, **options: Any) -> Path | None:
    given = env.str(name, default, **options)
    return Path(given) if given else None


def _relation_model(folder: str | None) -> None:
    if folder and not (Path(folder).expanduser() / "manifest.json").is_file():
        raise ValidationError(f"No relation model: {folder} holds no manifest.json.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can set; ``metadata["sentence"]`` of each field says what it does."""

    home: Path = _setting(
        Path("~/.counterpoint"), "Folder of all state: the database and the index generations."
    )
    database_url: str = _setting(
        "", "SQLAlchemy URL of the database; empty means SQLite inside the home."
    )
    model_cache: Path = _setting(
        Path("~/.cache/counterpoint/models"), "Folder into which downloaded models are installed."
    )
    embedding_model: str = _setting(
        "counterpoint-embedder-1",
        "Embedding model: the bundled one, its base all-MiniLM-L6-v2, or a sentence-transformers "
        "name or folder.",
    )
    screen: Path | None = _setting(
        None,
        "Folder of another relation model that reads every candidate; empty means the bundled one.",
        _relation_model,
    )
    judge: Path | None = _setting(
        None,
        "Folder of another relation model that decides what may be shown; empty means the "
        "bundled one, where its base is installed.",
        _relation_model,
    )
    threads: int = _setting(
        os.cpu_count() or 1, "Threads that one inference uses.", validate.Range(min=1)
    )
    host: str = _setting(
        "127.0.0.1",
        "Address to listen on; off loopback an API key must have been made first.",
    )
    port: int = _setting(8340, "Port to listen on.", validate.Range(min=1, max=65535))
    max_body_bytes: int = _setting(
        2_000_000, "Largest request body, in bytes; more is a 413.", validate.Range(min=1)
    )
    max_text_chars: int = _setting(
        200_000, "Longest article text, in characters; more is a 422.", validate.Range(min=1)
    )
    max_pairs: int = _setting(
        500, "Most pairs in one POST /v1/relate; more is a 422.", validate.Range(min=1)
    )
    max_page: int = _setting(
        100, "Most items in one page of a list; more is a 422.", validate.Range(min=1)
    )
    rate_limit: str = _setting(
        "1200 per minute", "Most requests of one key, or of one address without keys.", _rate
    )
    nightly_at: str = _setting(
        "30 3 * * *",
        "When the worker prunes and re-indexes, as a cron expression.",
        _cron,
    )
    timezone: str = _setting("UTC", "Time zone of that expression (IANA name).", _zone)
    retention_days: int = _setting(
        0,
        "Days after its publication for which an article is kept; 0 is for ever.",
        validate.Range(min=0),
    )
    retention_outlets: dict[str, int] = _setting(
        {}, "The same for single outlets: `The Wire=30,Daily Herald=7`."
    )
    log_level: str = _setting(
        "INFO",
        "Least severe level that is logged.",
        validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]),
    )

    def __post_init__(self) -> None:
        for name in ("home", "model_cache", "screen", "judge"):
            if (path := getattr(self, name)) is not None:
                object.__setattr__(self, name, Path(path).expanduser().absolute())
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.home}/counterpoint.db")

    @classmethod
    def from_environment(cls) -> Self:
        """Read ``COUNTERPOINT_*``.

        Raises:
            SettingsError: naming every setting that cannot be used, not only the first.
        """
        env = environs.Env(eager=False, prefix="COUNTERPOINT_")
        readers: dict[Any, Any] = {
            int: env.int,
            Path: env.path,
            Path | None: partial(_optional_path, env),
            dict[str, int]: partial(env.dict, subcast_values=int),
        }
        values = {}
        for each in fields(cls):
            read: Any = readers.get(each.type, env.str)
            values[each.name] = read(
                each.name.upper(),
                {} if each.default is MISSING else each.default,
                validate=each.metadata["check"],
            )
        try:
            env.seal()
        except environs.EnvValidationError as error:
            found: Any = error.error_messages  # by variable, as the environment is read whole
            raise SettingsError(
                "; ".join(f"{name}: {' '.join(why)}" for name, why in found.items())
            ) from error
        return cls(**values)
