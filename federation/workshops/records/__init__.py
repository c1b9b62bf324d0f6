"""What is kept of a workshop."""

from .decisions import DateChange, StateChange
from .participation import Participation
from .parts import MoneySource, WorkshopTrainer
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
