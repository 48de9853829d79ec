"""Documents beside the workshops: a page each, drawn here, so that no file has to be kept in the tree."""

from functools import cache
from io import BytesIO

from workshops.catalogue.models import Document, Workshop
from workshops.demo.plans import Paper, Plan
from workshops.foundation import uploads
from workshops.foundation.database import db
from workshops.foundation.i18n import RIGHT_TO_LEFT
from workshops.foundation.pdf.block import Align, Block, Style
from workshops.foundation.pdf.fonts import Face, Fonts
from workshops.foundation.pdf.properties import Properties
from workshops.foundation.web import absolute_url

WIDTH, HEIGHT, MARGIN = 595, 842, 72
TOP, STEP = HEIGHT - 110, 44
INK = (0.1, 0.12, 0.2)


def add_documents(plan: Plan, workshop: Workshop, staff_id: int) -> None:
    """Draw and store the documents of a workshop."""
    for paper in plan.papers:
        name, size = uploads.store(BytesIO(_draw(plan, workshop, paper)))
        db.session.add(
            Document(
                workshop_id=workshop.id,
                title=paper.title,
                language=paper.language,
                audience=paper.audience,
                media_type="application/pdf",
                size=size,
                stored_name=name,
                added_at=plan.opens_at,
                added_by_id=staff_id,
            )
        )


def _draw(plan: Plan, workshop: Workshop, paper: Paper) -> bytes:
    from workshops.foundation.pdf.builder import Builder  # noqa: PLC0415 - with ReportLab, 10 MB for who draws

    builder = Builder(WIDTH, HEIGHT, paper.language)
    lines = [(paper.title, "H1"), (plan.texts[paper.language]["title"], "H2"), *((line, "P") for line in paper.lines)]
    for number, (line, role) in enumerate(lines):
        builder.text(_block(paper.language, TOP - number * STEP, 20 if role == "H1" else 12), line, role)
    builder.text_slot("address", _block(paper.language, MARGIN, 10), "Link")
    builder.link((MARGIN, MARGIN - 8, WIDTH - MARGIN, MARGIN + 12))
    address = absolute_url(f"/workshops/{workshop.slug}")
    properties = Properties(
        title=paper.title,
        author=workshop.contact_name,
        language=paper.language,
        address=address,
        issued_on=plan.opens_at.date(),
    )
    return builder.build().render({"address": address}, properties)


def _block(language: str, y: float, size: float) -> Block:
    """A place for a paragraph of at most two lines, at this height of the page."""
    align: Align = "right" if language in RIGHT_TO_LEFT else "left"
    style = Style(faces=_faces(), size=size, color=INK, align=align)
    x = WIDTH - MARGIN if align == "right" else MARGIN
    return Block(style=style, x=x, y=y, width=WIDTH - 2 * MARGIN, least=size - 1)


@cache
def _faces() -> tuple[Face, ...]:
    fonts = Fonts()
    return fonts.face("sans", wght=400), fonts.face("arabic")
