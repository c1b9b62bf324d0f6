"""Widgets of the library's admin."""

from typing import Any, NamedTuple

from django.forms import ClearableFileInput


class LinkedFile(NamedTuple):
    """The name and address under which the public gets a file."""

    name: str
    url: str

    def __str__(self) -> str:
        return self.name


class MaterialFileInput(ClearableFileInput):
    """Chooses a file; the one that is there leads to the library's own view, for the storage shows it to nobody."""

    def format_value(self, value: Any) -> Any:
        if not self.is_initial(value):
            return None
        return LinkedFile(value.instance.name, value.instance.url)
