"""What each file of the corpus must come in as, or why it must be refused; all else is as in `tickets` and `calls`."""

from __future__ import annotations

from dataclasses import dataclass, field

_FIRST, _SECOND, _THIRD = range(3)


@dataclass(frozen=True, slots=True)
class Expected:
    """A file of tickets. `but` has the fields in which it differs, by ticket and field; "" for one that is missing.

    `beside` are the values of rows that are refused beside the tickets; `noted` the columns of which something was left
    out; `skipped` the sheets without tickets.
    """

    but: dict[tuple[int, str], str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


# A text file cannot say that a cell is merged: the second ticket's unit is blank there.
_NO_MERGE = {(_SECOND, "unit"): ""}
_NOTES = ("填写说明",)
_WHOLE = Expected(skipped=_NOTES)
# All sheets of the workbook in one page or text: the line of the second sheet comes back.
_PAGES = Expected(beside=("请勿修改表头",))
READ: dict[str, Expected] = {
    "calc.xlsx": _WHOLE,
    "calc-macros.xlsm": _WHOLE,
    "calc-97.xls": _WHOLE,
    "renamed.et": _WHOLE,
    "gnumeric.xlsx": _WHOLE,
    "gnumeric-97.xls": _WHOLE,
    "calc-utf8.csv": Expected(_NO_MERGE),
    "calc-gbk.csv": Expected(_NO_MERGE),
    "calc-utf16.csv": Expected(_NO_MERGE),
    "calc-gb18030-semicolon.csv": Expected(_NO_MERGE),
    "gnumeric-tab.txt": Expected(_NO_MERGE, beside=("请勿修改表头",)),
    "calc.html": _PAGES,
    "gnumeric.html": _PAGES,
    # Calc took the merchant for a formula and the number for one with leading zeros when it opened the page.
    "calc-of-page.xls": Expected({(_THIRD, "merchant"): "", (_THIRD, "number"): "261124000913"}, noted=("企业名称",)),
    "page-gbk.html": Expected(),
    "page-utf8.xls": Expected(),
    "browser.mht": Expected(),
    "pandoc.html": Expected(),
    "pandoc.md": Expected(),
    "pandoc.docx": Expected(),
    "writer.docx": Expected(),
    "writer-list.docx": Expected(),
    "writer.html": Expected(),
    "abiword.docx": Expected(),
}
# What the refusal must name, and how it says to save the file.
REFUSED: dict[str, tuple[str, str]] = {
    "calc.ods": ("ODS", ".xlsx"),
    "calc.fods": ("OpenDocument", ".xlsx"),
    "calc.dif": ("DIF", ".xlsx"),
    "calc.slk": ("SYLK", ".xlsx"),
    "calc.pdf": ("PDF", ".xlsx"),
    "gnumeric.gnumeric": ("Gnumeric", ".xlsx"),
    "writer.doc": (".doc", ".docx"),
    "writer.rtf": ("RTF", ".docx"),
    "writer.odt": ("ODT", ".docx"),
    "abiword.abw": ("AbiWord", ".docx"),
    "pandoc.epub": ("EPUB", ".xlsx"),
}
CALL_LISTS = ("calls-calc-gbk.csv", "calls-gnumeric.xlsx", "pbx-gbk.csv", "pbx-utf16.txt")
