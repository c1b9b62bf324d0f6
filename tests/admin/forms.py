"""What a browser sends of a form as it stands."""

import lxml.html
from lxml.html import FormElement, HtmlElement

SENDS_NOTHING = ("submit", "button", "image", "reset", "file")


def biggest_form(html: str) -> FormElement:
    """The form of the page with the most fields: the one that edits the row."""
    page = lxml.html.document_fromstring(html)
    forms = [form for form in page.forms if form.method.upper() == "POST"]
    assert forms, "the page has no form that is posted"
    return max(forms, key=lambda form: len(form.xpath(".//input | .//select | .//textarea")))


def as_sent(form: FormElement) -> dict[str, list[str]]:
    """The names and values that a browser would send, were no button pressed."""
    data: dict[str, list[str]] = {}
    for tag in form.xpath(
        ".//*[self::input or self::select or self::textarea][@name][not(ancestor::template)]"
    ):
        if "disabled" not in tag.attrib:
            data.setdefault(tag.get("name"), []).extend(_values(tag))
    return {name: values for name, values in data.items() if values}


def _values(tag: HtmlElement) -> list[str]:
    if tag.tag == "textarea":
        return [tag.text_content().removeprefix("\n")]
    if tag.tag == "select":
        options = tag.xpath(".//option")
        chosen = [option for option in options if "selected" in option.attrib]
        if not chosen and "multiple" not in tag.attrib:
            chosen = options[:1]
        return [option.get("value", option.text_content()) for option in chosen]
    kind = tag.get("type", "text").lower()
    if kind in SENDS_NOTHING:
        return []
    if kind in ("checkbox", "radio"):
        return [tag.get("value", "on")] if "checked" in tag.attrib else []
    return [tag.get("value", "")]
