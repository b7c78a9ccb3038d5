"""The one composition root of the HTTP service."""

from flask import Flask

from service.api import create_api
from service.parts import Parts
from service.settings import Settings


def create_app(settings: Settings, **parts: object) -> Flask:
    """The HTTP service.

    Args:
        settings: what the operator set.
        **parts: ``analyser``, ``embedder``, ``screen``, ``judge`` or ``archive`` to use instead of
            the real one.
    """
    return create_api(Parts.given(settings, **parts))
