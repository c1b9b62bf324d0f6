"""Checksums of the operations of our migrations. `python -m tests.migrations` writes the lines of new ones.

Whoever has run a migration never runs it again: an operation that is edited later happens in new installations only,
and the two are no longer the same. So the operations of a landed migration never change; a new migration mends.
"""

import ast
import hashlib
import sys
from pathlib import Path

from tests import rooms

KEPT = Path(__file__).with_name("migrations.txt")
ADVICE = (
    "The operations of a landed migration are never edited: put it back as it was, and add a new migration. "
    "Lines of new migrations are written by `python -m tests.migrations`."
)


def digests() -> dict[str, str]:
    """The checksum of each migration's code, without comments, docstrings, dependencies and layout."""
    return {
        f"{file.parent.parent.relative_to(rooms.ROOT).as_posix().replace('/', '.')}.{file.stem}": digest(
            file.read_text()
        )
        for file in rooms.files("migrations/[0-9]*.py")
    }


def digest(words: str) -> str:
    """The checksum of what a migration does; functions that it calls belong to it."""
    return hashlib.sha256(ast.dump(_Bare().visit(ast.parse(words))).encode()).hexdigest()[:16]


class _Bare(ast.NodeTransformer):
    """Leaves out what may change: docstrings, the order of imports, on which other migrations one waits."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        imports = sorted((part for part in node.body if _is_import(part)), key=ast.dump)
        node.body = [*imports, *(part for part in node.body if not _is_import(part))]
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        is_docstring = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_docstring else self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return None if names == ["dependencies"] else self.generic_visit(node)


def _is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def kept() -> dict[str, str]:
    """The checksums of the landed migrations."""
    return dict(line.split() for line in KEPT.read_text().splitlines()) if KEPT.exists() else {}


def write() -> int:
    """Adds the lines of new migrations; lines that are there stay. Returns how many are new."""
    before = kept()
    after = digests() | before
    KEPT.write_text("".join(f"{name} {after[name]}\n" for name in sorted(after)))
    return len(after) - len(before)


if __name__ == "__main__":
    sys.stdout.write(f"{write()} new migrations in {KEPT.relative_to(rooms.ROOT)}\n")
