from ..pages import WorkshopsPage
from .hosting import Hosting
from .money_source import MoneySource
from .participation import Participation
from .place_offer import PlaceOffer
from .project import Project
from .project_description import ProjectDescription
from .workshop import Workshop
from .workshop_description import WorkshopDescription
from .workshop_letter import WorkshopLetter
from .workshop_trainer import WorkshopTrainer

__all__ = [
    "Hosting",
    "MoneySource",
    "Participation",
    "PlaceOffer",
    "Project",
    "ProjectDescription",
    "Workshop",
    "WorkshopDescription",
    "WorkshopLetter",
    "WorkshopTrainer",
    "WorkshopsPage",
]
