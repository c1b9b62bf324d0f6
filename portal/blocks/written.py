"""Bodies written in code, for pages that every installation or the demonstration has."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

Part = tuple[str, Any]


def written(seed: str, parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The raw value of a body from short notes: `("text", "<p>…</p>")`, `("heading", "…")`, `("steps", [(…, …)])`.

    Block ids come from `seed` and the place, so that the same text in another language has the same ones: that is how
    wagtail-localize knows which string translates which.
    """
    body = []
    for place, (kind, note) in enumerate(parts):
        name = f"{seed}:{place}"
        body.append({"type": kind, "id": _id(name), "value": MAKERS[kind](name, note)})
    return body


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def _list(field: str, *keys: str) -> Callable[[str, list[tuple]], dict[str, Any]]:
    def make(name: str, rows: list[tuple]) -> dict[str, Any]:
        items = [
            {"type": "item", "id": _id(f"{name}:{row}"), "value": dict(zip(keys, values, strict=True))}
            for row, values in enumerate(rows)
        ]
        return {field: items}

    return make


def _gallery(name: str, note: tuple) -> dict[str, Any]:
    """From what the pictures show, and pairs of a picture's key and its caption."""
    title, pictures = note
    return {"title": title, **_list("pictures", "image", "caption")(name, pictures)}


def _table(_name: str, note: tuple) -> dict[str, Any]:
    """From a title, columns as (heading, "text" or "number"), and rows of cells."""
    caption, columns, rows = note
    table = {
        "caption": caption,
        "columns": [{"heading": heading, "type": kind} for heading, kind in columns],
        "rows": [{"values": list(cells)} for cells in rows],
    }
    return {"table": table, "has_row_heads": True}


def _as_given(_name: str, note: dict[str, Any]) -> dict[str, Any]:
    """A block whose fields are named in the note; those left out have their defaults."""
    return dict(note)


MAKERS: dict[str, Callable[[str, Any], Any]] = {
    "text": lambda _name, html: html,
    "heading": lambda _name, text: {"text": text, "level": "h2"},
    "quote": lambda _name, note: {"text": note[0], "author": note[1]},
    "facts": _list("facts", "label", "value"),
    "steps": _list("steps", "title", "text"),
    "accordion": _list("questions", "title", "text"),
    "table": _table,
    "figure": _as_given,
    "gallery": _gallery,
    "people": _list("people", "name", "role", "text", "picture"),
    "call_to_action": _as_given,
    "file": _as_given,
    "video": _as_given,
    "organisations": _as_given,
    "map": _as_given,
    "workshops": _as_given,
    "materials": _as_given,
    "news": _as_given,
}
