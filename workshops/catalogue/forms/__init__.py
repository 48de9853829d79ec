"""What the catalogue asks people."""

from workshops.catalogue.forms.documents import DocumentForm
from workshops.catalogue.forms.fields import choices
from workshops.catalogue.forms.filters import LONGEST_WORDS, FilterForm
from workshops.catalogue.forms.people import StaffForm
from workshops.catalogue.forms.programmes import ProgrammeForm
from workshops.catalogue.forms.schedule import CloneForm, NewWorkshopForm, ScheduleForm
from workshops.catalogue.forms.settings import SettingsForm
from workshops.catalogue.forms.text import ReasonForm, TextForm

__all__ = [
    "LONGEST_WORDS",
    "CloneForm",
    "DocumentForm",
    "FilterForm",
    "NewWorkshopForm",
    "ProgrammeForm",
    "ReasonForm",
    "ScheduleForm",
    "SettingsForm",
    "StaffForm",
    "TextForm",
    "choices",
]
