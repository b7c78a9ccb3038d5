"""What the image would run, run without a container: read-only code, one writable folder."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.cli import main
from service.settings import Settings

ROOT = Path(__file__).parents[2]
NOBODY = 65534
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def instruction(name: str) -> str:
    return str(re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)[-1])


def test_the_dockerfile_copies_what_there_is_and_sets_what_is_read() -> None:
    for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE):
        assert all((ROOT / path).exists() for path in line.split())
    settings = {f"COUNTERPOINT_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert set(re.findall(r"COUNTERPOINT_\w+", DOCKERFILE)) <= settings
    assert instruction("USER") == "counterpoint"
    assert instruction("VOLUME") == "/data"


def test_the_compose_file_starts_commands_that_exist_and_opens_nothing() -> None:
    services = compose()["services"]
    for name in ("api", "worker"):
        program, command, *options = services[name]["command"]
        assert program == "counterpoint"
        known = {text for each in main.commands[command].params for text in each.opts}
        assert set(options) <= known
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
    assert services["api"]["ports"] == ["127.0.0.1:8340:8340"]
    assert "ports" not in services["worker"]
    assert services["postgres"]["profiles"] == ["postgres"]
    settings = {f"COUNTERPOINT_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert set(services["api"]["environment"]) <= settings


def test_the_compose_client_reads_the_file() -> None:
    plugin = ["docker", "compose"]
    if shutil.which("docker") and not subprocess.run([*plugin, "version"], check=False).returncode:
        client = plugin
    elif shutil.which("docker-compose"):
        client = ["docker-compose"]
    else:
        pytest.skip("no compose client on this machine")
    command = [*client, "--profile", "postgres", "config", "--quiet"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


@pytest.fixture
def place(tmp_path: Path) -> dict[str, Any]:
    """The container's surroundings: one writable folder, no home, another user if root."""
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    data = tmp_path / "data"
    data.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "PYTHONDONTWRITEBYTECODE": "1",
        "COUNTERPOINT_HOME": str(data),
        "COUNTERPOINT_HOST": "0.0.0.0",  # noqa: S104 - as in the container
        "COUNTERPOINT_PORT": str(port),
    }
    user = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 and readable() else {}
    if user:
        os.chown(data, NOBODY, NOBODY)
    return {"port": port, "data": data, "how": {"env": environment, "cwd": data, **user}}


def readable() -> bool:
    """Whether another user may read the interpreter and the checkout."""
    command = [sys.executable, "-c", "import service.cli, torch"]
    try:
        tried = subprocess.run(command, check=False, user=NOBODY, group=NOBODY, cwd="/")
    except PermissionError:
        return False
    return tried.returncode == 0


def counterpoint(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", "service", *arguments]


def test_the_start_command_serves_from_read_only_code(place: dict[str, Any]) -> None:
    refused = subprocess.run(
        counterpoint("serve"), **place["how"], check=False, capture_output=True, text=True
    )
    assert refused.returncode == 1
    assert "keys create" in refused.stderr
    made = subprocess.run(
        counterpoint("keys", "create", "desk", "--scope", "admin"),
        **place["how"],
        check=True,
        capture_output=True,
        text=True,
    )
    log = place["data"] / "log"
    with log.open("w") as told:
        server = subprocess.Popen(
            counterpoint("serve", "--no-worker"), **place["how"], stderr=told, stdout=told
        )
    try:
        await_health(server, place["port"])
        request = urllib.request.Request(
            f"http://127.0.0.1:{place['port']}/v1/articles",
            data=json.dumps({"outlet": "The Courier", "text": "The dam held."}).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {made.stdout.strip()}",
            },
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - http, above
            assert answer.status == 201
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    assert code == 0, log.read_text()
    written = {path.name for path in place["data"].iterdir()}
    assert written <= {
        "log",
        "counterpoint.db",
        "counterpoint.db-wal",
        "counterpoint.db-shm",
        "index",
    }


def await_health(server: subprocess.Popen[bytes], port: int) -> None:
    """Until the image's own health check is content; it waits for an answer itself."""
    probe = json.loads(re.findall(r"HEALTHCHECK .*? CMD (\[.*\])", DOCKERFILE)[0])
    command = [sys.executable, *(part.replace("8340", str(port)) for part in probe[1:])]
    deadline = time.monotonic() + 120
    while subprocess.run(command, check=False, capture_output=True).returncode:
        assert server.poll() is None, "the service ended"
        assert time.monotonic() < deadline, "the service did not answer"
