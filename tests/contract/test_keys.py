import pytest

from service.errors import NotFoundError
from service.store import Scope, Store


def test_a_key_is_known_by_its_token_until_it_is_revoked(store: Store) -> None:
    assert not store.keys.exist()
    token = store.keys.create("the CMS", Scope.WRITE)
    key = store.keys.verify(token)
    assert key is not None
    assert (key.name, key.scope) == ("the CMS", Scope.WRITE)
    listed = store.keys.every()
    assert [each.prefix for each in listed] == [key.prefix]
    assert listed[0].last_used_at is not None
    store.keys.revoke(key.prefix)
    assert store.keys.verify(token) is None
    assert store.keys.exist()
    with pytest.raises(NotFoundError):
        store.keys.revoke("000000000000")


def test_a_wrong_secret_or_a_strange_token_is_no_key(store: Store) -> None:
    token = store.keys.create("desk", Scope.READ)
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    for other in (wrong, token + "x", token[3:], "cp__", "", "cp_\u0663\u0663_x"):
        assert store.keys.verify(other) is None
    assert store.keys.every()[0].last_used_at is None


def test_a_scope_includes_those_before_it() -> None:
    assert Scope.ADMIN.covers(Scope.READ)
    assert Scope.WRITE.covers(Scope.WRITE)
    assert not Scope.READ.covers(Scope.WRITE)
