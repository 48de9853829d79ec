"""Lists as files for spreadsheet programs, in which no cell can become a formula or a link."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

BYTE_ORDER_MARK = "\ufeff"
# With one of these in front, full-width forms included, a program may take a text for something to work out.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
_MARK = "'"


def safe_cell(text: str) -> str:
    """The text with an apostrophe in front when a program might work it out; taking one off gives the text back."""
    return _MARK + text if text.startswith((_MARK, *_DANGEROUS)) else text


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180) one by one, after the mark by which programs know UTF-8."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    for row in chain([heads], rows):
        writer.writerow(map(safe_cell, row))
        yield _emptied(buffer)


def xlsx_file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """An XLSX file of text cells under bold heads, ready to be read; held on disk, a row in memory at a time."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - 10 MB that a process without an export need not hold

    file = TemporaryFile()  # noqa: SIM115 - whoever sends the file closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    file.seek(0)
    return file


def _emptied(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
