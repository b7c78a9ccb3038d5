"""Every error as problem details (RFC 9457), the field at fault named."""

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, json
from flask_smorest import Api
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from service.errors import (
    CounterpointError,
    IdempotencyError,
    IndexBuildError,
    IndexBusyError,
    InvalidInputError,
    NotFoundError,
    UnreadableArticleError,
    UnstorableTextError,
    UnsupportedLanguageError,
)

STATUS: dict[type[CounterpointError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnreadableArticleError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnstorableTextError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnsupportedLanguageError: HTTPStatus.UNPROCESSABLE_ENTITY,
    IdempotencyError: HTTPStatus.UNPROCESSABLE_ENTITY,
    IndexBusyError: HTTPStatus.CONFLICT,
    IndexBuildError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
PROBLEM = "application/problem+json"
LOCATIONS = {"json", "query", "path", "headers"}
log = structlog.get_logger()


def problem(
    status: int, detail: str, errors: dict[str, list[str]] | None = None, headers: Any = None
) -> Response:
    """One problem details body; ``errors`` maps each field at fault to what is wrong."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    response = Response(json.dumps(body), status, mimetype=PROBLEM)
    response.headers.extend(headers or {})
    return response


class ProblemSchema(Schema):
    """Problem details (RFC 9457); `errors` maps each field at fault to what is wrong."""

    type = fields.Str(required=True)
    title = fields.Str(required=True)
    status = fields.Int(required=True)
    detail = fields.Str(required=True)
    errors = fields.Dict(keys=fields.Str(), values=fields.List(fields.Str()))


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest, answering errors as problem details."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        """Document every error as what it is sent as."""
        usual: str = Api.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def _register_error_handlers(self) -> None:
        super()._register_error_handlers()
        app: Flask = self._app
        app.register_error_handler(CounterpointError, self.handle_own)
        app.register_error_handler(Exception, self.handle_unforeseen)

    def handle_http_exception(self, error: HTTPException) -> Response:
        """A refusal by Flask, werkzeug or webargs."""
        data = getattr(error, "data", None) or {}
        errors = _flat(data.get("messages") or {})
        status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
        detail = "Some fields cannot be used." if errors else str(error.description or "")
        kept = [
            (name, value)
            for name, value in error.get_headers()
            if name.lower() not in ("content-type", "content-length")
        ]
        return problem(status, detail, errors, kept + list((data.get("headers") or {}).items()))

    def handle_own(self, error: CounterpointError) -> Response:
        """An error this product raises on purpose."""
        status = STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
        errors = {error.field: [error.message]} if isinstance(error, InvalidInputError) else None
        return problem(status, str(error), errors)

    def handle_unforeseen(self, error: Exception) -> Response:
        """Anything else: logged by its kind and place, never shown."""
        log.error("unforeseen", kind=type(error).__name__, exc_info=error)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This is our fault; the log has more.")


def _flat(messages: Any, path: str = "") -> dict[str, list[str]]:
    """Nested messages by dotted path: ``pairs.0.a``."""
    if not isinstance(messages, dict):
        return {path or "body": [str(each) for each in messages]} if messages else {}
    found: dict[str, list[str]] = {}
    for name, below in messages.items():
        step = "" if not path and name in LOCATIONS | {"_schema"} else str(name)
        found |= _flat(below, ".".join(part for part in (path, step) if part))
    return found
