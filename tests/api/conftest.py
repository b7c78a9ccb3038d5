import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.parts import Parts


@pytest.fixture
def client(parts: Parts) -> FlaskClient:
    return create_app(
        parts.settings,
        embedder=parts.embedder,
        screen=parts.screen,
        judge=parts.judge,
        archive=parts.archive,
    ).test_client()
