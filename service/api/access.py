"""Who may call what, how often, and the line that each write leaves."""

import re
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

import structlog
from flask import Flask, Response, abort, current_app, g, request
from flask_limiter import Limiter
from flask_smorest import Blueprint
from limits import parse
from werkzeug.datastructures import WWWAuthenticate

from service.parts import Parts
from service.store import ApiKey, Scope

View = TypeVar("View", bound=Callable[..., Any])

OPEN = frozenset(
    {"health.healthz", "health.readyz", "docs.docs", "docs.static", "api-docs.openapi_json"}
)
"""Endpoints that need no key and are not counted: probes, and what documents the rest."""
FAILURES = parse("30/minute")
"""Wrong keys that one address may try."""
REQUEST_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
SCHEME = "Bearer "
log = structlog.get_logger()


def needs(scope: Scope) -> Callable[[View], View]:
    """Declare what a view needs of a key, for the guard and for the OpenAPI document."""

    def mark(view: View) -> View:
        view.scope = scope  # type: ignore[attr-defined]  # functions take attributes
        documented: View = Blueprint.doc(security=[{"bearer": [scope.value]}])(view)
        return documented

    return mark


def guard(app: Flask, parts: Parts) -> None:
    """Set the guard before every view: request id, key, limits, headers, audit."""
    app.before_request(_identify)
    app.before_request(_authenticate)
    limiter = Limiter(
        _caller,
        app=app,
        default_limits=[parts.settings.rate_limit],
        default_limits_exempt_when=lambda: request.endpoint in OPEN,
        storage_uri="memory://",
        headers_enabled=True,
    )
    app.extensions["counterpoint_limiter"] = limiter
    app.after_request(_secure)
    app.after_request(_audit)


def _identify() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _authenticate() -> None:
    """Refuse a call whose key is missing, wrong or too small."""
    g.key = None
    if request.endpoint is None or request.endpoint in OPEN:
        return
    keys = _parts().archive.store.keys
    if not keys.exist():
        return
    given = request.headers.get("Authorization", "")
    key = keys.verify(given.removeprefix(SCHEME)) if given.startswith(SCHEME) else None
    if key is None:
        _count_failure()
        abort(401, "An API key is needed.", www_authenticate=WWWAuthenticate("bearer"))
    g.key = key
    needed = _needed()
    if not key.scope.covers(needed):
        abort(403, f"This call needs a key of scope {needed}.")


def _needed() -> Scope:
    view = current_app.view_functions[request.endpoint or ""]
    scope: Scope = getattr(view, "scope", Scope.READ)
    return scope


def _count_failure() -> None:
    limiter: Limiter = current_app.extensions["counterpoint_limiter"]
    if not limiter.limiter.hit(FAILURES, "wrong key", request.remote_addr or ""):
        abort(429, "Too many wrong keys from this address.")


def _caller() -> str:
    key: ApiKey | None = g.key
    return key.prefix if key else request.remote_addr or ""


def _secure(response: Response) -> Response:
    """Headers of every answer (OWASP's set for an API, and for its pages)."""
    page = response.mimetype in {"text/html", "text/css"}
    source = "'self'" if page else "'none'"
    response.headers["Content-Security-Policy"] = f"default-src {source}; frame-ancestors 'none'"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Request-Id"] = g.request_id
    if request.path.startswith("/v1"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _audit(response: Response) -> Response:
    """One line a write: who, what, and how it ended; never what was sent."""
    if request.endpoint and request.endpoint not in OPEN and _needed() is not Scope.READ:
        key: ApiKey | None = g.key
        made = response.get_json(silent=True) if response.is_json else None
        log.info(
            "audit",
            key=key.prefix if key else None,
            name=key.name if key else None,
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            id=(made or {}).get("id") or next(iter((request.view_args or {}).values()), None),
        )
    return response


def _parts() -> Parts:
    parts: Parts = current_app.extensions["counterpoint"]
    return parts
