import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from models.relation import SCREEN
from service.app import create_app
from service.cli import main
from service.errors import SettingsError
from service.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def test_every_setting_is_documented_with_its_sentence() -> None:
    text = (DOCS / "settings.md").read_text()
    for each in fields(Settings):
        assert f"`COUNTERPOINT_{each.name.upper()}`" in text
        assert each.metadata["sentence"] in text


def test_every_command_is_documented() -> None:
    text = (DOCS / "cli.md").read_text()
    for name, command in main.commands.items():
        below = command.commands if isinstance(command, click.Group) else {"": command}
        for sub in below:
            assert f"`{f'{name} {sub}'.strip()}" in text


def test_every_call_is_documented(settings: Settings) -> None:
    text = (DOCS / "api.md").read_text()
    for rule in create_app(settings).url_map.iter_rules():
        if rule.rule.startswith("/v1") or rule.rule.endswith("z"):
            verb = ({"GET", "POST", "DELETE"} & (rule.methods or set())).pop()
            path = re.sub(r"<[^>]*:(\w+)>", r"{\1}", rule.rule)
            assert f"`{verb} {path}`" in text


def test_every_bad_setting_is_named_at_once() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERPOINT_PORT", "x")
        patch.setenv("COUNTERPOINT_NIGHTLY_AT", "every night")
        patch.setenv("COUNTERPOINT_TIMEZONE", "Mars")
        patch.setenv("COUNTERPOINT_RATE_LIMIT", "often")
        patch.setenv("COUNTERPOINT_JUDGE", "nowhere")
        with pytest.raises(SettingsError) as raised:
            Settings.from_environment()
    assert "COUNTERPOINT_PORT" in str(raised.value)
    for name in ("NIGHTLY_AT", "TIMEZONE", "RATE_LIMIT", "JUDGE"):
        assert f"COUNTERPOINT_{name}" in str(raised.value)


def test_an_empty_folder_setting_means_the_bundled_model() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERPOINT_SCREEN", "")
        patch.setenv("COUNTERPOINT_JUDGE", str(SCREEN))
        settings = Settings.from_environment()
    assert settings.screen is None
    assert settings.judge == SCREEN


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)", (DOCS.parent / "README.md").read_text()):
        assert (DOCS.parent / link).exists(), link
