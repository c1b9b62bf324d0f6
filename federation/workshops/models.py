from .pages import WorkshopsPage
from .records import (
    DateChange,
    MoneySource,
    Participation,
    Project,
    ProjectDescription,
    StateChange,
    Workshop,
    WorkshopDescription,
    WorkshopTrainer,
)

__all__ = [
    "DateChange",
    "MoneySource",
    "Participation",
    "Project",
    "ProjectDescription",
    "StateChange",
    "Workshop",
    "WorkshopDescription",
    "WorkshopTrainer",
    "WorkshopsPage",
]
