"""Loading the demonstration: everything that happened before the anchor, in one transaction, once."""

import hashlib
from datetime import date
from pathlib import Path
from random import Random

from flask import current_app

from workshops.accounts.rules import Role
from workshops.demo import certificates, conference, sign_ins
from workshops.demo.attendance import mark
from workshops.demo.bodies import Bodies
from workshops.demo.catalogue import Catalogue, add_programme
from workshops.demo.cohorts import Cohorts
from workshops.demo.documents import add_documents
from workshops.demo.events import DemonstrationLoaded
from workshops.demo.people import Crowd
from workshops.demo.plans import CONFERENCE, Plan, history_ends, read_plans
from workshops.demo.registrations import Candidate, Registrar
from workshops.directory.models import ReferenceLoad
from workshops.foundation import clock
from workshops.foundation.database import db, insert_into
from workshops.foundation.events import publish
from workshops.foundation.transactions import unit_of_work
from workshops.registrations.rules import State

SEED = 20241105
FILE = "demonstration"
ENVIRONMENTS = ("demo", "test")


class NotADemonstration(Exception):
    """Invented people must never stand among real ones."""

    def __init__(self) -> None:
        super().__init__("Demonstration data is for ENVIRONMENT=demo only; this copy may hold the data of real people.")


def load(anchor: date | None = None) -> bool:
    """Load the demonstration data, with its workshops around the anchor (a date; today unless given).

    Whether anything was loaded: a second load changes nothing. Raises NotADemonstration.
    """
    if current_app.config["SETTINGS"].environment not in ENVIRONMENTS:
        raise NotADemonstration
    is_loaded = db.session.get(ReferenceLoad, FILE) is not None
    if is_loaded and sign_ins.are_kept():
        return False
    hashes = sign_ins.password_hashes()
    with unit_of_work():
        if is_loaded:
            sign_ins.store_hashes(hashes)
            return False
        return _claim() and _load(anchor or clock.now().date(), hashes)


def _claim() -> bool:
    """Whether the load is ours; whoever comes second waits here for the first, and then has nothing to do."""
    claim = insert_into(ReferenceLoad).values(file=FILE, sha256=_edition()).on_conflict_do_nothing()
    return db.session.scalar(claim.returning(ReferenceLoad.file)) is not None


def _edition() -> str:
    """The hash of all data files."""
    files = sorted(path for path in (Path(__file__).parent / "data").rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _load(anchor: date, hashes: dict[str, str]) -> bool:
    programme, bodies = add_programme(), Bodies()
    plans = read_plans(anchor)
    staff = sign_ins.add_staff(bodies, hashes, plans[0].created_at)
    history = _History(Catalogue(programme, bodies), Crowd(bodies), staff[Role.ORGANIZER].id)
    scopes = {"UNOCT": bodies.named("UNOCT").id} | {plan.name: history.tell(plan) for plan in plans}
    sign_ins.grant_roles(staff, scopes, history_ends(anchor))
    history.catalogue.finish()
    db.session.flush()
    publish(DemonstrationLoaded(programme_id=programme.id, anchor=anchor.isoformat()))
    return True


class _History:
    """Tells one workshop after the other."""

    def __init__(self, catalogue: Catalogue, crowd: Crowd, staff_id: int) -> None:
        self.catalogue = catalogue
        self._crowd = crowd
        self._staff_id = staff_id
        self._cohorts = Cohorts(crowd)

    def tell(self, plan: Plan) -> int:
        """Store a workshop with all that happened in it; gives back its id."""
        workshop, sessions = self.catalogue.add(plan)
        add_documents(plan, workshop, self._staff_id)
        # Each has its own chances, so that adding one leaves the others as they are.
        rng = Random(f"{SEED} {plan.name}")  # noqa: S311 - the same at every load is what is wanted
        candidates = self._candidates(plan, rng)
        db.session.flush()
        registrations = Registrar(plan, workshop, self._staff_id, rng).register(candidates)
        mark(plan, sessions, registrations, self._staff_id, rng)
        if plan.name == CONFERENCE:
            certificates.issue_with_mishaps(workshop, self._staff_id, rng)
        elif plan.people.certified:
            certificates.issue(workshop, self._staff_id)
        return workshop.id

    def _candidates(self, plan: Plan, rng: Random) -> list[Candidate]:
        """Those who attended come first."""
        if plan.name != CONFERENCE:
            return self._cohorts.draw(plan, rng)
        present = conference.draw_present(self._crowd, plan, rng)
        self._cohorts.delegates = present
        came = [Candidate(person, State.CONFIRMED) for person in present]
        return came + conference.draw_absent(self._crowd, plan, rng, present)
