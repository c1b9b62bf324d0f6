"""Fields that hold blocks."""

from typing import TYPE_CHECKING, Any

from wagtail import fields


class StreamField(fields.StreamField):
    """Wagtail's, but migrations do not know its blocks, which no table depends on: a new block needs no migration."""

    if TYPE_CHECKING:  # Of a row it is the value; what is set may be its raw form.

        def __get__(self, row: Any, model: Any) -> Any: ...

        def __set__(self, row: Any, value: Any) -> None: ...

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As Wagtail's own field, without blocks."""
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
