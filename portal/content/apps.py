from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "portal.content"
    label = "content"
    verbose_name = _("content")

    def ready(self) -> None:
        from wagtail.signals import page_slug_changed, post_page_move

        from . import install, moderation, redirects, visibility

        moderation.authors_do_not_approve()
        visibility.register_policies()
        post_save.connect(redirects.leave_redirects, dispatch_uid="content.redirects.save")
        for signal in (page_slug_changed, post_page_move):
            signal.connect(redirects.forget_drafts, dispatch_uid="content.redirects.drafts")
        # After the last app that Django tells of, when every table and every permission is there.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(install.on_migrated, sender=last, dispatch_uid="content.install")
