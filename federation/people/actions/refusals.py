"""Refusals of actions on people."""


class Refused(Exception):
    """An action does not go with how things stand; the message is in the reader's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
