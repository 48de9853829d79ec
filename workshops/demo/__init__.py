"""Demonstration data: invented people, real reference data, the conference at its true size."""
