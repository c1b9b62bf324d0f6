"""Refusals of actions, with the reason in words for the person who asked."""

from collections.abc import Sequence

from federation.people.actions import Refused


class WrongState(Refused):
    """The workshop is in a state that the action does not start from."""


class Changed(Refused):
    """Somebody has saved something else since the form was opened; `parts` names what, where that is known."""

    def __init__(self, message: str, parts: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.parts = parts


class NotReady(Refused):
    """Something is missing; `missing` has a message by field."""

    def __init__(self, message: str, missing: dict[str, str]) -> None:
        super().__init__(message)
        self.missing = missing


class NotAMember(Refused):
    """The organiser is no member of the federation on the day on which it submits."""


class NoRequests(Refused):
    """No place can be asked for or given up now."""
