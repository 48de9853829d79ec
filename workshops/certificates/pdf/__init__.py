"""Draws certificates as PDF. A design is compiled once for a series; each certificate then costs about a millisecond.

The engine is `workshops.foundation.pdf`; here are the words, the faces and the pages.
"""

from workshops.certificates.pdf.faces import can_print
from workshops.certificates.pdf.stamping import keep_fonts_in, render_certificate
from workshops.certificates.pdf.words import LANGUAGES

__all__ = ["LANGUAGES", "can_print", "keep_fonts_in", "render_certificate"]
