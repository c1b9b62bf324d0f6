"""Emptying of the caches after a restore."""

from wagtail.models import Site

from portal.backup.registry import Wishes, after_restore

from . import cache


@after_restore
def forget_what_was_kept(_wishes: Wishes) -> str:
    """Whatever a cache keeps was worked out from other rows."""
    cache.invalidate_all()
    Site.clear_site_root_paths_cache()
    return "What caches keep is worked out anew."
