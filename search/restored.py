"""Rebuilding of the search index after a restore."""

from portal.backup.registry import Wishes, after_restore

from .engines import has_cluster
from .tasks import build_index


@after_restore
def build_anew(_wishes: Wishes) -> str:
    """Has the index of a search server built from the restored rows; without one the rows are the index."""
    if not has_cluster():
        return "Search answers from the database."
    build_index.enqueue()
    return "The search index is built anew by the worker."
