import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.base import MPNET, is_installed

PAIRS = [
    {"a": "Twelve people died in the flood.", "b": "Fifteen people died in the flood."},
    {"a": "The dam held.", "b": "The dam held.", "a_context": "It rained.", "b_date": "2021-03-04"},
]


CACHE = Path("~/.cache/counterpoint/models").expanduser()
"""Where `make models` installs the judge's base."""


def run(home: Path, *words: str, models: Path | None = None) -> "subprocess.CompletedProcess[str]":
    environment = {
        "COUNTERPOINT_HOME": str(home),
        "COUNTERPOINT_MODEL_CACHE": str(models or home / "no models"),
        "PATH": str(Path(sys.executable).parent),
    }
    return subprocess.run(
        [str(Path(sys.executable).parent / "counterpoint"), *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(
        "Flood in Varnhem\n\nTwelve people died in the flood, Mayor Ana Ruiz said. "
        "The dam held through the night.\n"
    )
    return path


def test_claims_relate_and_compare_need_no_home(tmp_path: Path, story: Path) -> None:
    home = tmp_path / "none"
    claims = [json.loads(line) for line in run(home, "claims", str(story)).stdout.splitlines()]
    text = story.read_text()
    assert [text[c["start"] : c["end"]] for c in claims] == [
        "Twelve people died in the flood",
        "The dam held through the night.",
    ]
    assert claims[0]["holder"]["name"] == "Ana Ruiz"
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS))
    related = [json.loads(line) for line in run(home, "relate", str(pairs)).stdout.splitlines()]
    assert [r["label"] for r in related] == ["conflict", "agreement"]
    assert set(related[0]["forward"]) == {"entailment", "neutral", "contradiction"}
    compared = run(home, "compare", str(story), str(story), "--json", "--a-outlet", "Other")
    assert json.loads(compared.stdout)["relations"]
    assert not home.exists()


@pytest.mark.skipif(not is_installed(CACHE / MPNET.name), reason="`make models` was not run")
def test_either_relation_model_can_decide_alone(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS))
    said = {
        tier: run(tmp_path, "relate", str(pairs), *tier, models=CACHE).stdout
        for tier in ((), ("--tier", "screen"), ("--tier", "judge"))
    }
    assert len(set(said.values())) > 1
    for answer in said.values():
        labels = [json.loads(line)["label"] for line in answer.splitlines()]
        assert labels == ["conflict", "agreement"]


def test_without_its_base_there_is_no_judge(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps(PAIRS[0]) + "\n")
    refused = run(tmp_path, "relate", str(pairs), "--tier", "judge")
    assert refused.returncode != 0
    assert "The judge is not installed." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_ingest_check_and_reindex(tmp_path: Path, story: Path) -> None:
    home = tmp_path / "home"
    stored = run(home, "ingest", str(story), "--outlet", "Courier", "--json")
    assert json.loads(stored.stdout)["claims"] == 2
    found = json.loads(run(home, "check", "Fifteen people died in the flood.", "--json").stdout)
    assert found["results"][0]["label"] == "conflict"
    assert "generation" in run(home, "reindex", "--full").stdout
    draft = json.loads(run(home, "check-article", str(story), "--json").stdout)
    assert draft["claims"][0]["results"][0]["label"] == "agreement"


def test_a_bad_line_is_named_and_the_others_are_stored(tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    good = json.dumps({"outlet": "Courier", "text": "The dam held through the night."})
    lines.write_text(f"{good}\n{{}}\nnot json\n")
    ended = run(tmp_path / "home", "ingest", str(lines))
    assert ended.returncode == 1
    assert "article 1, 1 claims" in ended.stdout
    assert "articles.jsonl:2" in ended.stderr
    assert "articles.jsonl:3" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "words",
    [("compare", "7", "8"), ("compare", "nothing.txt", "8"), ("check", "x", "--date", "soon")],
)
def test_what_cannot_be_done_ends_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = run(tmp_path / "home", *words)
    assert ended.returncode != 0
    assert "Error" in ended.stderr
    assert "Traceback" not in ended.stderr
