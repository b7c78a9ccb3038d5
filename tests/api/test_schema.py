"""Every call of the OpenAPI document, with whatever input its schema allows or forbids."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from service.app import create_app
from service.settings import Settings
from tests.e2e.made import SpellAnalyser, SpellEmbedder, SpellPredictor

EXAMPLES = 15
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> OpenApiSchema:
    settings = Settings(home=tmp_path_factory.mktemp("home"), rate_limit="1000000 per minute")
    app = create_app(
        settings,
        analyser=SpellAnalyser(),
        embedder=SpellEmbedder(),
        screen=SpellPredictor(),
        judge=None,
    )
    for text in ("The dam held. It rained.", "The dam broke. It rained."):
        article = {"outlet": "The Courier", "external_id": "1", "text": text}
        assert app.test_client().post("/v1/articles", json=article).status_code == 201
    return schemathesis.openapi.from_wsgi("/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_call_answers_as_it_is_described(
    document: OpenApiSchema, mode: GenerationMode
) -> None:
    calls = [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]
    assert len(calls) > 15

    @hypothesis_settings(
        max_examples=EXAMPLES * len(calls),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of([call.as_strategy(generation_mode=mode) for call in calls]))
    def answers_as_described(case: Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    answers_as_described()
