from django.apps import AppConfig


class LookConfig(AppConfig):
    """The app that owns the components, their tags and the style guide."""

    name = "portal.look"
    label = "look"
