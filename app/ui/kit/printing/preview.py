"""The preview of a paper: every page as a picture, then the printer; all of it without blocking the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.base.errors import Refused
from app.desk.shared.exports import checked_place
from app.ui.frame.shell import Shell
from app.ui.kit.exports.places import folder_to_offer
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.printing.pdf import BEFORE, PdfFile, reaches_printers
from app.ui.kit.printing.target import PageTarget, PictureTarget, PrinterFault, PrinterTarget

_SIZE = (960, 680)


class Printable(Protocol):
    """What can be printed: it paints itself in small steps, each yielding how many pages it has ended."""

    @property
    def title(self) -> str:
        """The name of the paper."""

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """How it lies on the page."""

    def steps(self, target: PageTarget) -> Iterator[int]:
        """Paints it, a few lines at each step."""


class PrintRun(QObject):
    """Takes a step in each round of the event loop; `paged` emits the pages so far, `finished` their number.

    `failed` says that no further page was taken; nothing is left running.
    """

    paged = Signal(int)
    finished = Signal(int)
    failed = Signal()

    def __init__(self, steps: Iterator[int], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._count = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._take_step)
        self._turn.start()

    def _take_step(self) -> None:
        try:
            ended = next(self._steps, None)
        except PrinterFault:
            self._fail()
            return
        except BaseException:
            self._fail()
            raise
        if ended is None:
            self._turn.stop()
            self.finished.emit(self._count)
            self.deleteLater()
        elif ended:
            self._count += ended
            self.paged.emit(self._count)

    def _fail(self) -> None:
        self._turn.stop()
        self.failed.emit()
        self.deleteLater()


class PrintPreview(QDialog):
    """Shows the pages as they will be printed; Enter asks for the printer, Esc closes.

    Where the program reaches no printer it says so, and Enter asks for the name of a PDF.
    """

    def __init__(self, shell: Shell, paper: Printable, on_printed: Callable[[], None] = lambda: None) -> None:
        super().__init__(shell.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印预览：{paper.title}")
        self._shell = shell
        self._paper = paper
        self._on_printed = on_printed
        self._target = PictureTarget(paper.orientation)
        self.pages: list[QLabel] = []
        self.count = label("正在排版…", "second")
        self._by_pdf = not reaches_printers()
        act = "存为 PDF" if self._by_pdf else "打印"
        self.send = KeyButton(shell.theme, f"{act}…　回车")
        self.send.setAccessibleName(act)
        self.send.setProperty("primary", True)
        self.send.setDefault(True)
        self.send.setEnabled(False)
        self.send.clicked.connect(self._print)
        cancel = KeyButton(shell.theme, "关闭　Esc")
        cancel.setAccessibleName("关闭")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        room = self.screen().availableGeometry()
        self.resize(min(shell.theme.px(_SIZE[0]), room.width() - 40), min(shell.theme.px(_SIZE[1]), room.height() - 60))
        run = PrintRun(paper.steps(self._target), self)
        run.paged.connect(self._show_page)
        run.finished.connect(self._show_whole)
        run.failed.connect(self._show_failed)

    def open_form(self) -> None:
        """Shows the preview in front."""
        self._shell.last_form = self
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self, count: int) -> None:
        picture = QPixmap.fromImage(self._target.take(count))
        width = self.width() - self._shell.theme.px(70)
        page = QLabel()
        page.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        page.setAccessibleName(f"第 {count} 页")
        self.pages.append(page)
        self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.count.setText(f"正在排版，已有 {count} 页")

    def _show_whole(self, count: int) -> None:
        self.count.setText(f"共 {count:,} 页，A4" + (f"。{BEFORE}" if self._by_pdf else ""))
        self.send.setEnabled(True)

    def _show_failed(self) -> None:
        self.count.setText("无法排版，请关闭后再试")

    def _print(self) -> None:
        if self._by_pdf:
            self._shell.gateway.read(folder_to_offer, self._ask_place, "pdf-folder")
            return
        printer = ask_printer(self, self._paper)
        if printer is None:
            return
        SentPaper(self._shell, self._paper, printer)
        self._on_printed()
        self.accept()

    def _ask_place(self, folder: Path) -> None:
        name, kinds = str(folder / f"{self._paper.title}.pdf"), "PDF 文件 (*.pdf)"
        dialog = file_dialog(self, "存为 PDF", start=name, kinds=kinds, mode=QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_as)
        dialog.open()

    def save_as(self, name: str) -> None:
        """Writes the PDF of this name and opens it; a place where no file may be is refused in words."""
        self._shell.gateway.read(checked_place, self._save, "pdf-place", self._refuse, path=Path(name))

    def _save(self, path: Path) -> None:
        SavedPaper(self._shell, self._paper, PdfFile(path, a4_printer(self._paper)))
        self._on_printed()
        self.accept()

    def _refuse(self, error: Refused) -> None:
        self.count.setText(str(error))

    def _lay_out(self, cancel: QWidget) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(14)
        self.view = QScrollArea()
        self.view.setAccessibleName("预览")
        self.view.setProperty("stop", True)
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.send)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.addWidget(self.view, 1)
        outer.addLayout(buttons)


class SentPaper(QObject):
    """Prints page by page and reports it in the message bar."""

    def __init__(self, shell: Shell, paper: Printable, printer: QPrinter) -> None:
        super().__init__(shell)
        self._shell, self._title = shell, paper.title
        self._printer = printer
        run = PrintRun(paper.steps(PrinterTarget(printer)), self)
        run.finished.connect(self._report)
        run.failed.connect(self._report_fault)

    def _report_fault(self) -> None:
        words = "打印机或文件不能写入，请检查打印机、纸张和磁盘空间后再试"
        self._shell.say(f"{self._title}没有打印完：{words}", "red")
        self.deleteLater()

    def _report(self, pages: int) -> None:
        self._shell.say(f"{self._title}已送打印机，共 {pages:,} 页")
        self.deleteLater()


class SavedPaper(QObject):
    """Paints a PDF page by page, opens it in the PC's viewer and reports it in the message bar."""

    def __init__(self, shell: Shell, paper: Printable, file: PdfFile) -> None:
        super().__init__(shell)
        self._shell, self._title, self._file = shell, paper.title, file
        run = PrintRun(paper.steps(PrinterTarget(file.printer)), self)
        run.finished.connect(self._report)
        run.failed.connect(self._report_fault)

    def _report_fault(self) -> None:
        self._file.drop()
        self._shell.say(f"{self._title}没有存成 PDF：{self._file.path} 不能写入，请换一个位置再试", "red")
        self.deleteLater()

    def _report(self, pages: int) -> None:
        if not self._file.keep():
            self._report_fault()
            return
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.path)))
        what_next = "已在阅读器打开，请从那里打印" if opened else "请用阅读器打开并打印"
        tone = "blue" if opened else "amber"  # amber stays until it is read
        self._shell.say(f"{self._title}已存为 PDF，共 {pages:,} 页，{what_next}：{self._file.path}", tone)
        self.deleteLater()


def a4_printer(paper: Printable) -> QPrinter:
    """A printer with the page of this paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(paper.orientation)
    return printer


def ask_printer(parent: QWidget | None, paper: Printable) -> QPrinter | None:
    """The printer that the person chose; None when cancelled."""
    printer = a4_printer(paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印{paper.title}")
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
