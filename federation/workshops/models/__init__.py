from ..pages import WorkshopsPage
from .changes import DateChange, StateChange
from .participation import Participation
from .programme import MoneySource, WorkshopTrainer
from .project import Project, ProjectDescription
from .workshop import Workshop, WorkshopDescription

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
