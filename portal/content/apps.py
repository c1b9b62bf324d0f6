from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "portal.content"
    label = "content"
    verbose_name = _("content")

    def ready(self) -> None:
        from django.db import models
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.admin.views.account import NotificationsSettingsPanel
        from wagtail.admin.viewsets.model import ModelViewSet
        from wagtail.admin.widgets import SlugInput
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_slug_changed, post_page_move

        from . import (
            approving,
            choosers,
            comment_letters,
            counting,
            install,
            library_mends,
            moderation_letters,
            moments,
            naming,
            redirects,
            versions,
            visibility,
        )
        from .forms import AddressField
        from .letter_switches import LettersForm

        naming.translate_names()
        choosers.speak_the_readers_language()
        counting.count_in_words()
        # Wagtail's view that copies a row saves the form onto the row itself, whoever may add one, its libraries' rows too.
        ModelViewSet.copy_view_enabled = False
        approving.authors_do_not_approve()
        moderation_letters.listen()
        comment_letters.take_over()
        NotificationsSettingsPanel.form_class = LettersForm
        library_mends.apply()
        moments.compare_in_words()
        register_form_field_override(
            models.SlugField, override={"form_class": AddressField, "widget": SlugInput}
        )

        visibility.register_policies()
        post_save.connect(versions.bump_on_change, dispatch_uid="content.versions.save")
        post_delete.connect(versions.bump_on_change, dispatch_uid="content.versions.delete")
        for signal in (post_save, post_delete):
            signal.connect(
                versions.bump_pages, sender=PageViewRestriction, dispatch_uid="content.versions.privacy"
            )
        post_page_move.connect(versions.bump_pages, dispatch_uid="content.versions.move")
        post_save.connect(redirects.leave_redirects, dispatch_uid="content.redirects.save")
        for signal in (page_slug_changed, post_page_move):
            signal.connect(redirects.forget_drafts, dispatch_uid="content.redirects.drafts")
        # After the last app that Django tells of, when every table and every permission is there.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(install.on_migrated, sender=last, dispatch_uid="content.install")
