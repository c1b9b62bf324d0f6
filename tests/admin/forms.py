"""What a browser sends of a form as it stands."""

from bs4 import BeautifulSoup, Tag

SENDS_NOTHING = ("submit", "button", "image", "reset", "file")


def biggest_form(html: str) -> Tag:
    """The form of the page with the most fields: the one that edits the row."""
    forms = BeautifulSoup(html, "lxml").find_all("form")
    posted = [form for form in forms if (form.get("method") or "get").lower() == "post"]
    assert posted, "the page has no form that is posted"
    return max(posted, key=lambda form: len(form.find_all(["input", "select", "textarea"])))


def as_sent(form: Tag) -> dict[str, list[str]]:
    """The names and values that a browser would send, were no button pressed."""
    data: dict[str, list[str]] = {}
    for tag in form.find_all(["input", "select", "textarea"]):
        name = tag.get("name")
        if not name or tag.has_attr("disabled") or tag.find_parent("template"):
            continue
        data.setdefault(name, []).extend(_values(tag))
    return {name: values for name, values in data.items() if values}


def _values(tag: Tag) -> list[str]:
    if tag.name == "textarea":
        return [tag.text.removeprefix("\n")]
    if tag.name == "select":
        options = tag.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")]
        if not chosen and not tag.has_attr("multiple"):
            chosen = options[:1]
        return [option.get("value", option.text) for option in chosen]
    kind = tag.get("type", "text").lower()
    if kind in SENDS_NOTHING:
        return []
    if kind in ("checkbox", "radio"):
        return [tag.get("value", "on")] if tag.has_attr("checked") else []
    return [tag.get("value", "")]
