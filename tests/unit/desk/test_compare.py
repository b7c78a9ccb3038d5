import numpy as np
import pytest

from service.desk import compare as desk
from service.desk.sources import Sourced
from service.vocabulary import Claim, Holder, HolderKind, Span

WORDS = ("dam", "river", "mayor", "inquiry", "bridge", "levy", "harbour", "school")


def claim(text: str, outlet: str, holder: str | None = None) -> Sourced:
    kind = HolderKind.PERSON if holder else HolderKind.NARRATION
    made = Claim(
        spans=(Span(0, len(text)),),
        text=text,
        holder=Holder(kind=kind, name=holder),
    )
    return Sourced(claim=made, outlet=outlet)


def test_a_claim_that_many_take_up_meets_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many pairs given out evenly would leave it one partner."""
    monkeypatch.setattr(desk, "JUDGED_A_CLAIM", 1)
    claims = [claim(f"{word} {word}s.", f"Outlet {word}") for word in WORDS]
    vectors = np.eye(len(claims), dtype=np.float32)
    vectors[0] = 1
    chosen = desk.likely_pairs(claims, 4, vectors)
    assert {(0, other) for other in range(1, len(claims))} <= chosen
    assert len(chosen) == len(claims)


def test_one_voice_is_never_held_against_itself() -> None:
    claims = [
        claim("The dam held.", "The Courier"),
        claim("The dam broke.", "The Courier"),
        claim("The dam leaked.", "The Courier", "Mayor Ana Ruiz"),
    ]
    chosen = desk.likely_pairs(claims, len(claims), np.ones((3, 8), np.float32))
    assert chosen == {(0, 2), (1, 2)}


def test_plain_opposites_are_judged_however_unlike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "JUDGED_A_CLAIM", 0)
    claims = [
        claim("The summit was historic.", "The Courier"),
        claim("The summit was nothing more than a general agreement.", "The Ledger"),
    ]
    assert desk.likely_pairs(claims, 1, np.zeros((2, 8), np.float32)) == {(0, 1)}
