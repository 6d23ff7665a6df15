"""Keeps what was met in the clipboard and the downloads folder, and offers it quietly in the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.base.changes import Change, Outcome
from app.desk.intake import acts as intake_acts
from app.desk.intake import offers as uses
from app.ui.intake import attach_form, door

if TYPE_CHECKING:
    from pathlib import Path

    from app.base.errors import Refused
    from app.desk.intake.acts import FileResult
    from app.desk.intake.offers import Offer
    from app.ui.frame.parts.status_foot import StatusFoot
    from app.ui.frame.shell import Shell

_AT_MOST = 9
_AGAIN_SECONDS = 60.0
_LOOK_MS = 500
_ALSO = ("offer-take", "offer-view", "offer-leave")
NONE = "没有识别到可收入的工单：在平台上复制工单，或把导出文件下载到“下载”文件夹"
_ON_CALL = "通话中，结束后再收入"
_BUSY = "正在收入"


class Offers(QObject):
    """Looks at copied texts and new files off the GUI thread; the newest offer stands in the foot.

    Nothing is shown during a call or while a dialog has the keyboard; the offer is kept for afterwards. Texts that are
    no tickets are forgotten at once.
    """

    def __init__(self, shell: Shell, foot: StatusFoot, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._foot = shell, foot
        self.kept: list[Offer] = []
        self._taking = False
        self._offered: set[str] = set()  # the contents of files that were offered
        self._noted: tuple[int, float] | None = None  # the hash of a text, and when
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.show_offer)
        foot.offer.addActions([shell.commands.action(name) for name in _ALSO])
        foot.offer.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        shell.calling.changed.connect(self.show_offer)
        shell.gateway.changed.connect(self._look_again)

    @property
    def offer(self) -> Offer | None:
        """The newest offer."""
        return self.kept[-1] if self.kept else None

    @property
    def blocked(self) -> bool:
        """Whether somebody is on the phone or a dialog has the keyboard."""
        modal = QApplication.activeModalWidget() is not None or isinstance(QApplication.activeWindow(), QDialog)
        return modal or self._shell.calling.active

    def look_at_text(self, text: str) -> None:
        """Looks whether a copied text holds tickets."""
        self._shell.gateway.read(uses.in_text, self._take_found, key="offer-text", text=text)

    def look_at_file(self, path: Path) -> None:
        """Looks whether a new file is an export."""
        self._shell.gateway.read(uses.in_file, self._take_found, key=("offer-file", path), path=path)

    def why_not(self) -> str:
        """Why there is nothing to take in now."""
        if not self.kept:
            return NONE
        return _BUSY if self._taking else _ON_CALL if self._shell.calling.active else ""

    def take_in(self) -> None:
        """Takes the newest offer in; rows without numbers are looked for among the known tickets first."""
        offer, shell = self.offer, self._shell
        if offer is None:
            return
        if not offer.numbered:
            attach_form.AttachForm(
                shell, offer.path, text=offer.text, on_done=lambda _result: self._end(offer)
            ).open_form()
            return
        self._taking = True

        def done(outcome: Outcome[FileResult]) -> None:
            self._end(offer)
            if outcome.result.refused:
                shell.say(f"{outcome.message}；退回的行见 {outcome.result.problems_file}", tone="amber")

        use_case = intake_acts.import_text if offer.path is None else intake_acts.import_file
        given = {"text": offer.text} if offer.path is None else {"path": offer.path}
        shell.gateway.submit(
            use_case,
            on_done=done,
            on_refused=self._refused,
            on_failed=self._go_on,
            person=shell.person,
            old_as_backlog=True,
            **given,
        )

    def view(self) -> None:
        """Opens the import dialog with the newest offer, to look at its rows first."""
        offer = self.offer
        if offer is None:
            return
        if offer.path is not None:
            door.import_files(self._shell, [offer.path])
        else:
            door.open_import(self._shell).add_text(offer.text)

    def dismiss(self) -> None:
        """Forgets the newest offer."""
        if self.kept:
            self._end(self.kept[-1])

    def show_offer(self) -> None:
        """Shows the newest offer in the foot, once nobody is on the phone and no dialog has the keyboard."""
        offer, blocked = self.offer, self.blocked
        if self.kept and blocked and not self._timer.isActive():
            self._timer.start()
        elif not blocked or not self.kept:
            self._timer.stop()
        if offer is None or blocked:
            self._foot.show_offer("", "")
            return
        where = "剪贴板" if offer.path is None else f"下载 {offer.path.name}"
        others = "右击可先看内容（Ctrl+Shift+F4）或不收（Ctrl+Shift+F3）"
        more = f"（另有 {len(self.kept) - 1} 份）" if len(self.kept) > 1 else ""
        act = "收入" if offer.numbered else "对到已有工单"
        self._foot.show_offer(
            f"⬇ {offer.words}，按 Shift+F3 {act}",
            f"{where}：{offer.words}{more}\n点击或 Shift+F3 {act}；{others}",
        )

    def _take_found(self, found: Offer | None) -> None:
        if found is None:
            return
        if found.all_known or found.path is not None:
            self._note(found)
        if found.path is None:
            self.kept = [one for one in self.kept if one.text != found.text]
        if found.brings and found.digest not in self._offered:
            self._offered.update({found.digest} - {""})
            self.kept = [*self.kept, found][-_AT_MOST:]
        self.show_offer()

    def _note(self, found: Offer) -> None:
        """Notes an export, and a look at the platform; one text that is announced again within a minute once."""
        now = self._shell.clock.monotonic()
        if found.path is None:
            text = hash(found.text)
            if self._noted is not None and self._noted[0] == text and now - self._noted[1] < _AGAIN_SECONDS:
                return
            self._noted = (text, now)
        self._shell.gateway.submit(
            uses.note, on_refused=_nobody, quiet=self.blocked, person=self._shell.person, offer=found
        )

    def _look_again(self, changes: Change) -> None:
        """After an import: what was taken in another way is no longer offered."""
        if not changes & Change.IMPORTS or self._taking:
            return
        for offer in self.kept:
            if not offer.numbered:
                continue
            read = uses.in_text if offer.path is None else uses.in_file
            given = {"text": offer.text} if offer.path is None else {"path": offer.path}

            def answer(found: Offer | None, asked: Offer = offer) -> None:
                if found is None or not found.brings:
                    self._end(asked)

            self._shell.gateway.read(read, answer, key=("offer-again", id(offer)), **given)

    def _end(self, offer: Offer) -> None:
        self._taking = False
        self.kept = [one for one in self.kept if one is not offer]
        self.show_offer()

    def _refused(self, error: Refused) -> None:
        self._taking = False
        self._shell.gateway.refused.emit(error)

    def _go_on(self, _error: Exception) -> None:
        self._taking = False


def _nobody(_error: Refused) -> None:
    """Nobody is signed in who looked: no round is met."""


def offers_of(shell: Shell) -> Offers | None:
    """The offers of a window; None before there is one."""
    return shell.window.findChild(Offers) if shell.window is not None else None
