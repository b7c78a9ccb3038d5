"""gunicorn around the application, started from code.

Embedding ``BaseApplication`` keeps the working directory off ``sys.path``, where a
foreign ``models/`` would win over ours; loading in the worker, never before the fork,
keeps torch's and faiss's threads whole (a fork after they start hangs the child).
"""

import subprocess
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import structlog
from gunicorn.app.base import BaseApplication

from service.app import create_app
from service.errors import SettingsError
from service.settings import Settings
from service.store import Store

if TYPE_CHECKING:
    from flask import Flask


RESTART_SECONDS = 5
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
log = structlog.get_logger()


class Server(BaseApplication):
    """One process, eight threads, on the address of the settings.

    Unless told otherwise it keeps a worker beside it, a process of its own that ends
    with this one, be it killed: it watches a pipe that closes with its parent.
    """

    def __init__(self, settings: Settings, *, worker: bool) -> None:
        self.settings = settings
        self.worker = worker
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
            "post_worker_init": self._begin,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> "Flask":  # type: ignore[override]  # Flask is a WSGI callable; the stubs ask for a bare function type
        """Make the application, inside the worker; it answers once its models are loaded."""
        app = create_app(self.settings)
        app.extensions["counterpoint"].warm()
        return app

    def _begin(self, _: object) -> None:
        """In the serving process, once it is up."""
        if self.worker:
            Thread(target=_keep_worker, name="worker", daemon=True).start()


def prepare(settings: Settings) -> None:
    """Before anything serves: the home and the schema; off loopback, a key.

    Raises:
        SettingsError: the address can be reached from elsewhere and no key was ever made.
        SchemaTooNewError: the database was made by a newer release.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.database_url)
    store.upgrade()
    guarded = store.keys.exist()
    store.close()
    if not guarded and settings.host not in LOOPBACK:
        raise SettingsError(
            f"COUNTERPOINT_HOST: {settings.host} can be reached from elsewhere; make a key first: "
            "counterpoint keys create NAME --scope admin"
        )


def _keep_worker() -> None:
    """Run the worker for as long as this process lives, again where it ends early."""
    command = [sys.executable, "-P", "-m", "service", "worker", "--with-parent"]
    pause = Event()
    while True:
        code = subprocess.Popen(command, stdin=subprocess.PIPE).wait()  # noqa: S603 - our own command
        log.error("worker_ended", code=code)
        pause.wait(RESTART_SECONDS)
