"""Full and read-only disks under the database and the files of a portal on SQLite."""


def scenarios() -> list:
    return []


def tried(chosen: list, folder, run) -> list:
    return []
