"""What a workshop says of itself, in one language."""

from wtforms.widgets import TextArea

from workshops.catalogue.actions import Texts
from workshops.foundation.forms import Form, Line, SharedForm, Text, _l, filled

LONGEST_DESCRIPTION = 20_000
MARKDOWN = _l("Markdown: an empty line begins a paragraph, lines with - are a list, **words** are bold.")


class TextForm(SharedForm):
    """The texts of one language; only the title must be there."""

    title = Line(_l("Title"), [filled(_l("Write a title."))])
    summary = Line(
        _l("Summary"),
        longest=500,
        widget=TextArea(),
        description=_l("One or two sentences for the list of workshops."),
    )
    description = Text(_l("Description"), longest=LONGEST_DESCRIPTION, description=MARKDOWN)
    aims = Text(_l("Aims"), description=_l("What the workshop is to achieve."))
    learning_outcomes = Text(_l("Learning outcomes"), description=_l("What participants will be able to do."))
    target_audience = Text(_l("Target audience"), description=_l("Whom it is for."))
    admission_criteria = Text(_l("Admission criteria"), description=_l("Who is admitted, and what decides."))

    @property
    def texts(self) -> Texts:
        """What was written, as the action takes it."""
        return Texts(
            title=self.title.data or "",
            summary=self.summary.data or "",
            description=self.description.data or "",
            aims=self.aims.data or "",
            learning_outcomes=self.learning_outcomes.data or "",
            target_audience=self.target_audience.data or "",
            admission_criteria=self.admission_criteria.data or "",
        )


class ReasonForm(Form):
    """Why a workshop is put off or called off, for its readers."""

    reason = Line(
        _l("Reason"),
        [filled(_l("Write why. It stands on the public page and in the mails."))],
        longest=500,
        description=_l("One or two sentences. Everybody can read them."),
    )
