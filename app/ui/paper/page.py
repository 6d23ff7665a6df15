"""The page of papers: what is late, drafted, to come and issued; the pages of one, and where its figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.base.changes import Change, Outcome
from app.desk.due import schedules as paper_schedules
from app.desk.paper import register as paper_register
from app.desk.paper.register import Board
from app.desk.paper.rows import Compared, PaperRow
from app.desk.proof import reads as proofs
from app.desk.proof.rows import Proof
from app.desk.queue.rows import QueueQuery
from app.rules.paper.model import PrintedFigure
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import restyle
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.paper import running
from app.ui.paper.compare_form import CompareForm
from app.ui.paper.forms import ChangesForm, IssueForm, MakeForm, ScheduleForm
from app.ui.paper.middle import PaperMiddle, edited_in
from app.ui.paper.moved_watch import MovedWatch
from app.ui.paper.printed import PrintedPaper
from app.ui.paper.proof_form import ProofExport
from app.ui.paper.proof_panel import ProofPanel
from app.ui.paper.words import COLUMNS, EMPTY, FILTERS, stands_so, summary

_LEFT, _WHOLE = (410, 430), (880, 280)


class PapersPage(Page):
    """Opens with the paper that is due next; Enter goes from the list to its pages, Esc back."""

    name = "papers"
    choose_first = "请先选择一份报表"
    shows = Change.PAPERS | Change.SETTINGS | Change.IMPORTS | Change.TICKETS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.key, shell.now, self)
        self.view = RowsView(shell, self.model, "报表列表")
        self.view.opens = "看页面"
        self.list = ListPanel("报表", self.view)
        self.states = ChoiceRow("", FILTERS)
        self.tools = PageTools(self)
        self.plan = KeyButton(shell.theme, "报送时限　L")
        self.middle = PaperMiddle(shell, self.name)
        self.sheet = self.middle.sheet
        self.panel = ProofPanel(shell)
        self.board = Board(shell.now(), (), ())
        self.moved = MovedWatch(shell, self)
        self.shown: running.Shown | None = None
        self._build()
        MinuteHand(self, self._beat)

    def refresh(self) -> None:
        """Reads what is due and issued."""
        self.shell.gateway.read(paper_register.board, self._take, key="papers")

    def back(self) -> bool:
        """Esc: from the pages back to the list; from a filter to all."""
        if self.sheet.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.states.value is not None:
            self.states.choose(None)
            return True
        return False

    def chosen(self) -> PaperRow | None:
        """The chosen paper."""
        row = self.view.current
        return row if isinstance(row, PaperRow) else None

    def make(self) -> None:
        """Opens the form that writes a draft of the chosen paper, or of any other."""
        MakeForm(self.shell, self.chosen()).open_form()

    def open_file(self) -> None:
        """Opens the file of the chosen paper with the system's program."""
        path = self._file()
        if path is None or not path.is_file():
            self.shell.say(f"文件不在原处：{path}，可按 Ctrl+W, A 另存一份", "amber")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.shell.say(f"没有程序能打开，请到文件夹中查看：{path}", "amber")

    def open_folder(self) -> None:
        """Opens the folder of the chosen paper's file."""
        path = self._file()
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            self.shell.say(f"文件夹打不开：{path.parent}", "amber")

    def ask_edited(self) -> None:
        """Asks for the edited file and compares it."""
        path = self._file()
        start = "" if path is None else str(path.parent)
        dialog = file_dialog(self, "放回改稿", start=start, kinds="Word 文档 (*.docx)")
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def drop_edited(self, paths: Sequence[Path]) -> None:
        """Compares a file that was dropped onto the page with the chosen draft."""
        row = self.chosen()
        if row is None or row.draft is None or row.paper is not None:
            self.shell.say("请先选择有草稿的报表，再把改好的文件拖上来", "amber")
        elif paths:
            self._take_file(str(paths[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes one Word file for the chosen draft; every other drag goes on to the window, which imports it."""
        row = self.chosen()
        if edited_in(event.mimeData()) is not None and row is not None and row.paper is None and row.draft is not None:
            event.acceptProposedAction()
            self.shell.say(f"放开即核对：{row.words}", "blue")
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compares the dropped file with the chosen draft."""
        path = edited_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.drop_edited([path])

    def issue(self) -> None:
        """Opens the form that issues the chosen paper."""
        row = self.chosen()
        if row is not None:
            IssueForm(self.shell, row, None if self.shown is None else self.shown.compared).open_form()

    def print_paper(self) -> None:
        """Shows the print preview of the chosen paper."""
        row = self.chosen()
        if row is not None and self.shown is not None and self.shown.paper is not None:
            PrintPreview(self.shell, PrintedPaper(row.words, self.shown.paper)).open_form()

    def export_proofs(self) -> None:
        """Opens the form that writes the chosen paper with its proofs."""
        row, whose = self.chosen(), self._whose()
        if row is None or whose is None:
            self.shell.say("请先选择有草稿或已签发的报表", "amber")
        else:
            ProofExport(self.shell, row, whose).open_form()

    def show_changes(self) -> None:
        """Opens the list of numbers that the edited file changed."""
        compared = None if self.shown is None else self.shown.compared
        if compared is None or not compared.changes:
            self.shell.say("没有改动的数", "blue")
        else:
            ChangesForm(self.shell, compared).open_form()

    def edit_plan(self) -> None:
        """Reads the schedule and opens its form."""
        self.shell.gateway.read(paper_schedules.lines_of, self._open_plan, key="paper-plan")

    def _open_plan(self, lines: tuple[date, str]) -> None:
        ScheduleForm(self.shell, lines).open_form()

    def _file(self) -> Path | None:
        row = self.chosen()
        held = None if row is None else row.paper or row.draft
        return None if held is None else Path(held.file)

    def _whose(self) -> proofs.Whose | None:
        row = self.chosen()
        if row is None or (row.paper is None and row.draft is None):
            return None
        return proofs.Whose(None if row.paper is None else row.paper.id, None if row.draft is None else row.draft.id)

    def _take_file(self, path: str) -> None:
        row = self.chosen()
        if row is None or row.draft is None:
            return
        form = CompareForm(self.shell, row, Path(path), self._compared)
        form.open_form()
        form.submit()

    def _compared(self, outcome: Outcome[Compared]) -> None:
        if outcome.result.changes:
            ChangesForm(self.shell, outcome.result).open_form()

    def _take(self, board: Board) -> None:
        self.board = board
        self._list()
        self.moved.look(board)

    def _list(self, _value: object = None) -> None:
        rows = [*self.board.open, *self.moved.marked(self.board.issued)]
        self.states.show_counts({value: sum(stands_so(row, value) for row in rows) for value, _ in FILTERS})
        self.list.count.setText(summary(self.board))
        self.list.show_rows([row for row in rows if stands_so(row, self.states.value)], EMPTY)
        self.tools.weigh()
        self._show(self.chosen())

    def _show(self, row: PaperRow | None) -> None:
        if row is None:
            self.shown = None
            self.panel.show_nothing()
            self._draw(keep=False)
            return
        self.shell.gateway.read(running.shown_of, self._take_shown, key="paper-shown", row=row)

    def _take_shown(self, shown: running.Shown) -> None:
        row = self.chosen()
        if row is None or row.key != shown.key:
            return
        keep = self.shown is not None and self.shown.key == shown.key
        self.shown = shown
        self._draw(keep=keep)
        if self.sheet.figure is None:
            self.panel.show_row(row, shown, self.shell.now())

    def _draw(self, *, keep: bool) -> None:
        row = self.chosen()
        self.middle.show_paper(row, self.shown, keep=keep)
        waits = row is not None and row.draft is None and row.paper is None
        restyle(self.tools.buttons["paper-make"], primary=waits)

    def _pick(self, figure: PrintedFigure | None) -> None:
        row, whose = self.chosen(), self._whose()
        if figure is None:
            if row is not None and self.shown is not None:
                self.panel.show_row(row, self.shown, self.shell.now())
            return
        if whose is not None:
            read = self.shell.gateway.read
            read(proofs.proof, self._take_proof, key="paper-proof", whose=whose, tag=figure.tag)

    def _take_proof(self, proof: Proof) -> None:
        if self.sheet.figure is not None and self.sheet.figure.tag == proof.figure.tag:
            self.panel.show_proof(proof, self.shell.now())

    def _open_tickets(self, *_: object) -> None:
        figure, whose = self.sheet.figure, self._whose()
        if figure is not None and whose is not None:
            read = self.shell.gateway.read
            read(proofs.ids_behind, self._show_tickets, key="paper-tickets", whose=whose, tag=figure.tag)

    def _show_tickets(self, found: tuple[str, list[int]]) -> None:
        if found[1]:
            self.shell.open_queue(QueueQuery(only=tuple(found[1])), found[0])
        else:
            self.shell.say("这个数背后没有工单", "blue")

    def _beat(self) -> None:
        self.view.viewport().update()

    def _enter(self, _row: PaperRow) -> None:
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.list.add_tool(self.tools.buttons["paper-make"])
        self.list.add_tool(self.plan)
        self.list.add_filters(self.states)
        self.states.chosen.connect(self._list)
        self.moved.changed.connect(self._list)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        self.sheet.picked.connect(self._pick)
        self.sheet.opened.connect(self._open_tickets)
        self.panel.all_asked.connect(self._open_tickets)
        self.panel.ticket_asked.connect(self.shell.open_ticket)
        for button, act in (
            (self.plan, self.edit_plan),
            (self.middle.proofs, self.export_proofs),
            (self.middle.changed, self.show_changes),
        ):
            button.setAccessibleName(button.text().partition("　")[0])
            button.clicked.connect(act)
        self.setAcceptDrops(True)
        letters = {"L": self.edit_plan, "T": self.export_proofs, "G": self.show_changes}
        self.middle.serve_letters(self.view, letters)
        self.tools.buttons["paper-make"].setText("编写　A")
        both = QWidget()
        beside(both, self.list, self.middle, _LEFT)
        beside(self, both, self.panel, _WHOLE)
