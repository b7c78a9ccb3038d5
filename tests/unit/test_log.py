import pytest
import structlog

from service import log


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
