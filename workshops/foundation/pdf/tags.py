"""Tagged PDF: marked content and the structure tree that gives it roles, order and alternatives."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.foundation.pdf.content import text_string
from workshops.foundation.pdf.layout import shorten

LINK = "Link"


@dataclass(frozen=True, slots=True)
class Element:
    """A leaf of the structure tree: its role (H1, P, Figure, Link ...) and, for a figure, the same in words."""

    role: str
    alternative: str = ""


def artifact(operators: str) -> str:
    """Return operators marked as mere decoration."""
    return f"/Artifact BMC q\n{operators}\nQ EMC"


def marked(element: Element, number: int, operators: str) -> str:
    """Return the operators as the content of an element; `number` is its place in reading order (MCID)."""
    return f"/{element.role}<</MCID {number}>>BDC q\n{operators}\nQ EMC"


def structure(elements: Sequence[Element], first: int, page: int, link: int) -> list[bytes]:
    """Return the bodies of the structure's objects, numbered from `first`: tree root, parent tree, document, elements.

    `page` and `link` are the numbers of the page and of the link annotation, which belongs to the element in the role
    Link. The page has the key 0 in the parent tree, the annotation 1.
    """
    root, parents, document = first, first + 1, first + 2
    numbers = range(first + 3, first + 3 + len(elements))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    link_element = numbers[[element.role for element in elements].index(LINK)]
    bodies = [
        f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey 2>>",
        f"<</Nums[0[{kids}]1 {link_element} 0 R]>>",
        f"<</Type/StructElem/S/Document/P {root} 0 R/K[{kids}]>>",
    ]
    for mark, element in enumerate(elements):
        content = f"[{mark}<</Type/OBJR/Obj {link} 0 R>>]" if element.role == LINK else f"{mark}"
        alternative = f"/Alt{text_string(shorten(element.alternative))}" if element.alternative else ""
        bodies.append(f"<</Type/StructElem/S/{element.role}/P {document} 0 R/Pg {page} 0 R/K {content}{alternative}>>")
    return [body.encode("ascii") for body in bodies]
