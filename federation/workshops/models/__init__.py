from ..pages import WorkshopsPage
from .money_source import MoneySource
from .participation import Participation
from .project import Project
from .project_description import ProjectDescription
from .workshop import Workshop
from .workshop_description import WorkshopDescription
from .workshop_trainer import WorkshopTrainer

__all__ = [
    "MoneySource",
    "Participation",
    "Project",
    "ProjectDescription",
    "Workshop",
    "WorkshopDescription",
    "WorkshopTrainer",
    "WorkshopsPage",
]
