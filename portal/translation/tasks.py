"""Work for the background worker."""

from django_tasks import task

from .actions import translate_below


@task(priority=-10)  # Somebody waits for a letter.
def translate_pages_below(page_id: int, locale_ids: list[int], user_id: int, after: str = "") -> int:
    """Makes the translations that pages below a page lack, and lets others have their turn before it goes on.

    Returns for how many pages.
    """
    number, last = translate_below(page_id, locale_ids, user_id, after)
    if last:
        translate_pages_below.enqueue(page_id, locale_ids, user_id, last)
    return number
