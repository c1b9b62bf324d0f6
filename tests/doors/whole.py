"""The whole table."""

from .library_table import (
    OF_FILES,
    OF_PAGES,
    OF_THE_ADMIN,
    OF_THE_SITE,
    OF_TRANSLATIONS,
    OF_USERS,
)
from .table import ACCOUNT, DESK, MORE_OF_SNIPPETS, PUBLIC, SNIPPETS, Row, rows_of_snippet

TABLE: dict[str, Row] = {
    **PUBLIC,
    **ACCOUNT,
    **DESK,
    **{name: row for model, may in SNIPPETS.items() for name, row in rows_of_snippet(model, may).items()},
    **MORE_OF_SNIPPETS,
    **OF_PAGES,
    **OF_TRANSLATIONS,
    **OF_FILES,
    **OF_THE_SITE,
    **OF_USERS,
    **OF_THE_ADMIN,
}
