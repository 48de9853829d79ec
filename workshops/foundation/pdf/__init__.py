"""Typeset one-page PDF documents: fonts, direction, layout, drawing, tags and stamping."""
