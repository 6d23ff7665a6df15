"""Where a paper goes on a PC whose printers the program does not reach: into a PDF, which any viewer prints."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtPrintSupport import QPrinter

# What the person reads before and after; an installed viewer has the printers.
BEFORE = "本程序不直接连接打印机：存为 PDF，再从阅读器打印"
_END, _TAIL = b"%%EOF", 64


def reaches_printers() -> bool:
    """Whether Qt's part that knows printers is here: on Linux it needs the PC's own libraries, so no package has it."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "printsupport")
    return folder.is_dir() and any(folder.iterdir())


class PdfFile:
    """A PDF that stands under its name only when it is whole; `printer` paints it."""

    def __init__(self, path: Path, printer: QPrinter) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.part")
        self.printer = printer
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._part))

    def keep(self) -> bool:
        """Gives the finished file its name; False, and nothing is left, when the disk did not take all of it."""
        try:
            with self._part.open("rb") as file:
                file.seek(-min(_TAIL, file.seek(0, os.SEEK_END)), os.SEEK_END)
                whole = _END in file.read()
            if whole:
                self._part.replace(self.path)
                return True
        except OSError:
            pass
        self.drop()
        return False

    def drop(self) -> None:
        """Takes away what was begun."""
        try:
            self._part.unlink(missing_ok=True)
        except OSError:
            return
