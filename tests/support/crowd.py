"""Many people who register over real HTTP, as browsers would: each gets the form, fills it and sends it."""

from dataclasses import dataclass
from http.client import HTTPException

from tests.support.visitor import Answer, Visitor


@dataclass
class Applicant:
    """Somebody with a browser and an address, on the way to one workshop."""

    visitor: Visitor
    slug: str
    address: str
    form: dict[str, str] | None = None

    @property
    def path(self) -> str:
        """Where the form is."""
        return f"/workshops/{self.slug}/register"

    def open_form(self) -> None:
        """Get the form, and take one's time: the connection is not kept, what the form sends along unseen is."""
        self.form = self.visitor.get(self.path).hidden_fields()
        self.visitor.close()

    def send(self) -> Answer:
        """Send the form, filled."""
        assert self.form
        answers = {
            "name_latin": "Gulnora Rahimova",
            "country": "TJK",
            "agency": "Customs Service",
            "email": self.address,
            "agree": "y",
        }
        return self.visitor.post(self.path, self.form | answers)

    def try_to_register(self) -> bool:
        """Whether the house acknowledged the registration; False when the line broke before it had."""
        try:
            if not self.form:
                self.open_form()
            return self.send().status == 303
        except (OSError, HTTPException):
            return False
