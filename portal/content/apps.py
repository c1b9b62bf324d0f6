from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "portal.content"
    label = "content"
    verbose_name = _("content")

    def ready(self) -> None:
        from . import install, moderation, receivers, visibility

        moderation.authors_do_not_approve()
        visibility.register_policies()
        receivers.connect()
        # After the last app that Django tells of, when every table and every permission is there.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(install.on_migrated, sender=last, dispatch_uid="content.install")
