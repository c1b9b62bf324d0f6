from ..pages import WorkshopsPage
from .date_change import DateChange
from .money_source import MoneySource
from .participation import Participation
from .project import Project
from .project_description import ProjectDescription
from .state_change import StateChange
from .workshop import Workshop
from .workshop_description import WorkshopDescription
from .workshop_letter import WorkshopLetter
from .workshop_trainer import WorkshopTrainer

__all__ = [
    "DateChange",
    "MoneySource",
    "Participation",
    "Project",
    "ProjectDescription",
    "StateChange",
    "Workshop",
    "WorkshopDescription",
    "WorkshopLetter",
    "WorkshopTrainer",
    "WorkshopsPage",
]
