"""Users and groups in Wagtail's admin."""
