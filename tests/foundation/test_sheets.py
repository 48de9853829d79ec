"""Lists for spreadsheet programs: every text arrives as it was, and none is worked out."""

import csv
from io import StringIO

import openpyxl
import pytest

from workshops.foundation.sheets import csv_lines, safe_cell, xlsx_file

DANGEROUS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"]
HARMLESS = [
    "",
    "Gulnora",
    "'t Hooft",
    "1-2",
    "a=b",
    "زينب",
    "two\nlines",
    'say "yes"',
    "https://evil.example",
    "陈雨薇",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_program_would_work_out_begins_with_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == "'" + text


def test_a_csv_file_gives_every_text_back() -> None:
    file = "".join(csv_lines(["Name", "=Head"], ([text, text] for text in DANGEROUS + HARMLESS)))
    assert file.startswith("\ufeffName,'=Head\r\n")
    cells = [row[0] for row in csv.reader(StringIO(file.removeprefix("\ufeff"), newline=""))][1:]
    assert all(not cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in cells)
    assert [cell.removeprefix("'") if cell.startswith("'") else cell for cell in cells] == DANGEROUS + HARMLESS


def test_an_xlsx_file_holds_texts_and_nothing_else() -> None:
    texts = [text for text in DANGEROUS + HARMLESS if text]
    with xlsx_file(["Name"], ([text] for text in texts)) as file:
        sheet = openpyxl.load_workbook(file).active
        assert sheet is not None
        cells = [row[0] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.hyperlink for cell in cells} == {None}
        assert [str(cell.value).replace("_x000D_", "\r") for cell in cells] == texts
