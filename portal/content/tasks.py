"""Work for the background worker."""

from django_tasks import task

from .translating import translate_below


@task(priority=-10)  # Somebody waits for a letter.
def translate_pages_below(page_id: int, locale_ids: list[int], user_id: int) -> int:
    """Makes the translations that pages below a page lack. Returns for how many pages."""
    return translate_below(page_id, locale_ids, user_id)
