"""What is kept of a workshop."""

from .decisions import DateChange, StateChange
from .parts import MoneySource, WorkshopTrainer
from .participation import Participation
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
]
