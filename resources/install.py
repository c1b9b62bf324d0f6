"""The curriculum, as every installation has it from the first day. Titles that editors changed stay."""

import json
from pathlib import Path
from typing import Any

from .enums import ModuleKind
from .models.module import Module
from .models.topic import Topic
from .models.unit import Unit

DATA = Path(__file__).parent / "data"
DAYS = {"One day workshop": 1, "Two day workshop": 2, "Three day workshop": 3}
KINDS = {"sub-module": ModuleKind.SUB_MODULE, "specialist module": ModuleKind.SPECIALIST}


def install() -> None:
    """Adds the modules, topics and units that are missing, with the portal's translations of their titles."""
    modules = _read("bsla_modules.json")["modules"]
    titles = _read("curriculum_titles.json")
    if _is_installed(modules):
        return
    for place, module in enumerate(modules):
        _install_module(place, module, titles)


def _is_installed(modules: list[dict[str, Any]]) -> bool:
    topics = [topic for module in modules for topic in module["topics"]]
    units = [unit for topic in topics for unit in topic.get("units", ())]
    return (Module.objects.count(), Topic.objects.count(), Unit.objects.count()) == (
        len(modules),
        len(topics),
        len(units),
    )


def _read(name: str) -> dict[str, Any]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _install_module(place: int, source: dict[str, Any], titles: dict[str, Any]) -> None:
    words = titles["modules"].get(source["code"], {})
    module, _created = Module.objects.get_or_create(
        code=source["code"],
        defaults={
            "title_en": source["title_en"],
            "title_kk": words.get("kk", ""),
            "title_ru": words.get("ru", ""),
            "place": place,
            "kind": KINDS.get(source.get("kind", ""), ModuleKind.MODULE),
            "default_days": DAYS.get(source["default_length"] or ""),
            "covers_en": source["covers"] or "",
            "covers_kk": words.get("covers_kk", ""),
            "covers_ru": words.get("covers_ru", ""),
            "source": source["source"],
            "is_complete": source["topics_complete"],
            "is_code_ours": source.get("code_is_ours", False),
        },
    )
    for topic in source["topics"]:
        _install_topic(module, topic, titles)


def _install_topic(module: Module, source: dict[str, Any], titles: dict[str, Any]) -> None:
    code = f"{module.code}.{source['no']}"
    words = titles["topics"].get(code, {})
    topic, _created = Topic.objects.get_or_create(
        code=code,
        defaults={
            "module": module,
            "number": source["no"],
            "title_en": source["title"],
            "title_kk": words.get("kk", ""),
            "title_ru": words.get("ru", ""),
            "place": module.place * 100 + source["no"],
        },
    )
    for number, unit in enumerate(source.get("units", ()), start=1):
        unit_code, title = unit.split(" ", 1)
        words = titles["units"].get(unit_code, {})
        Unit.objects.get_or_create(
            code=unit_code,
            defaults={
                "topic": topic,
                "title_en": title,
                "title_kk": words.get("kk", ""),
                "title_ru": words.get("ru", ""),
                "place": topic.place * 100 + number,
            },
        )
