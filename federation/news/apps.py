from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "federation.news"
    label = "news"
    verbose_name = _("news")

    def ready(self) -> None:
        from .models.category import NewsCategory
        from .receivers import category_changed

        post_save.connect(category_changed, sender=NewsCategory, dispatch_uid="news.category")
