"""gunicorn around the application, started from code.

Embedding ``BaseApplication`` keeps the working directory off ``sys.path``, where a
foreign ``models/`` would win over ours; loading in the worker, never before the fork,
keeps torch's and faiss's threads whole (a fork after they start hangs the child).
"""

from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from flask import Flask


class Server(BaseApplication):
    """One process, eight threads, on the address of the settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn's own settings."""
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        values: dict[str, Any] = {
            "bind": f"{host}:{self.settings.port}",
            "worker_class": "gthread",
            "threads": 8,
            "timeout": 300,
            "control_socket_disable": True,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> "Flask":  # type: ignore[override]  # Flask is a WSGI callable; the stubs ask for a bare function type
        """Make the application, inside the worker."""
        return create_app(self.settings)
