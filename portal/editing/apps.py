from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "portal.editing"
    verbose_name = _("content")

    def ready(self) -> None:
        from django.db import models
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.admin.views.account import NotificationsSettingsPanel
        from wagtail.admin.viewsets.model import ModelViewSet
        from wagtail.admin.widgets import SlugInput

        from . import choosers, collisions, counting, library_patches, moments, naming
        from .forms import AddressField
        from .letters import comments, moderation
        from .letters.preferences import LettersForm

        naming.translate_names()
        choosers.speak_the_readers_language()
        counting.count_in_words()
        # Wagtail's view that copies a row saves the form onto the row itself, whoever may add one, its libraries'
        # rows too.
        ModelViewSet.copy_view_enabled = False
        moderation.listen()
        comments.take_over()
        NotificationsSettingsPanel.form_class = LettersForm
        library_patches.apply()
        collisions.watch()  # After what replaces the same methods.
        moments.compare_in_words()
        register_form_field_override(
            models.SlugField, override={"form_class": AddressField, "widget": SlugInput}
        )
