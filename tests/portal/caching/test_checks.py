"""The check that scopes are declared."""

from portal.caching import checks


def test_every_scope_that_a_model_invalidates_is_declared():
    assert checks.check_scopes() == []


def test_scope_that_no_room_declares_is_an_error_of_its_model(monkeypatch):
    monkeypatch.setattr(checks, "DECLARED", set())
    found = checks.check_scopes()
    assert found and {error.id for error in found} == {"caching.E001"}
    assert all("is declared nowhere" in error.msg for error in found)
