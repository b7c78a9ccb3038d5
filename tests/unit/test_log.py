from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from service import log
from service.store.database import Database


def test_a_traceback_shows_no_words_of_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    def read(draft: str) -> None:
        raise ValueError(len(draft))

    log.configure("INFO")
    try:
        read("The mayor will resign.")
    except ValueError:
        structlog.get_logger().exception("failed")
    finally:
        structlog.reset_defaults()
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "mayor" not in told


def test_an_error_of_the_database_shows_no_words_of_what_was_stored(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/archive.db")
    with pytest.raises(SQLAlchemyError) as error, database.writing() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "The mayor left."})
    assert "mayor" not in str(error.value)
