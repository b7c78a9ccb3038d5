import structlog
from pytest import CaptureFixture

from service import log


def test_a_traceback_shows_no_words_of_what_was_read(capsys: CaptureFixture[str]) -> None:
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
