"""Template tags of the translation editor."""

import json

from django import template
from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def offer_what_is_allowed(context: Context) -> str:
    """Takes from what the editor's script is told the ways to replace a page or let go of it, for who may not publish
    it.

    The script shows no button for an empty address to an alias; that of an empty address to stop is hidden by
    `admin.css`.
    """
    permissions = context.get("page_perms")
    if permissions is not None and not permissions.can_publish():
        told = json.loads(context["props"])
        told["links"] |= {"convertToAliasUrl": None, "stopTranslationUrl": ""}
        context["props"] = json.dumps(told)
    return ""
