"""The sign-in dialog: names the person on duty at this desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.base.changes import Outcome
from app.base.people import ROLE_WORDS, Person, Role
from app.desk.roster import people
from app.ui.frame.shell import Shell
from app.ui.handover.standing_words import owed_words
from app.ui.kit.call import Call
from app.ui.kit.forms.fields import select_line
from app.ui.kit.labels import label, restyle

_READABLE = 420  # pixels: a label that wraps asks for its height at its narrowest


class SignInDialog(QDialog):
    """Asks for name and role; names used before can be chosen."""

    def __init__(self, known: Sequence[Person], parent: QWidget | None = None, *, unsigned: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("登记值班人员")
        self._known = {person.name: person for person in known}
        self.person: Person | None = None
        self.name = QComboBox()
        self.name.setEditable(True)
        # Completion would swallow the first Enter, and make a longer known name of a short one.
        self.name.setCompleter(None)  # type: ignore[arg-type]  # None takes it away
        self.name.setAccessibleName("姓名")
        self.name.addItems([person.name for person in known])
        self.name.setMinimumContentsLength(16)
        self.name.setCurrentText(known[0].name if known else "")
        self.role = QComboBox()
        self.role.setAccessibleName("岗位")
        for role, words in ROLE_WORDS.items():
            self.role.addItem(words, role)
        self.name.currentTextChanged.connect(self._recall)
        self._recall(self.name.currentText())
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.begin = QPushButton("开始值班")
        self.begin.setProperty("primary", True)
        self.begin.setDefault(True)
        self.begin.clicked.connect(self._take)
        later = QPushButton("取消")
        later.clicked.connect(self.reject)
        self.unsigned = label(unsigned, "error", wrap=True)
        self.unsigned.setVisible(bool(unsigned))
        if unsigned:
            self.unsigned.setMinimumWidth(_READABLE)
        self.hand_over = QPushButton("先签交接单")
        self.hand_over.setAutoDefault(False)
        self.hand_over.setVisible(bool(unsigned))
        self.hand_over.clicked.connect(self.reject)
        self._lay_out(later)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        select_line(self.name)

    def _lay_out(self, later: QPushButton) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow("姓名", self.name)
        form.addRow("岗位", self.role)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hand_over)
        buttons.addStretch(1)
        buttons.addWidget(later)
        buttons.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(label("现在谁在值班？", "title"))
        column.addWidget(label("签收、联系、退单等每一步都会记下姓名。", "second"))
        column.addWidget(self.unsigned)
        column.addLayout(form)
        column.addWidget(self.error)
        column.addLayout(buttons)
        QWidget.setTabOrder(self.role, self.begin)  # Tab, Tab, Enter starts the shift
        QWidget.setTabOrder(self.begin, later)

    def _recall(self, name: str) -> None:
        person = self._known.get(name.strip())
        if person is not None:
            self.role.setCurrentIndex(self.role.findData(person.role))

    def _take(self) -> None:
        name = self.name.currentText().strip()
        if not name:
            self.error.setText("请填写姓名")
            self.error.show()
            restyle(self.name, wrong=True)
            return
        self.person = Person(name, Role(self.role.currentData()))
        self.accept()


def ask_person(shell: Shell) -> None:
    """Asks who is on duty; saves the answer in the register and the journal."""

    def ask(known: list[Person]) -> None:
        unsigned = owed_words(shell.handover)
        again = "交班人签字、接班人接班后再登记；也可直接登记，这个班在存档中标为没有交接单。" if unsigned else ""
        dialog = SignInDialog(known, shell.window, unsigned=f"{unsigned}{again}")
        dialog.hand_over.clicked.connect(Call(dialog, shell.commands.run, "handover-make").run)
        dialog.accepted.connect(Call(dialog, _take_over, shell, dialog).run)
        dialog.open()

    shell.gateway.read(people.offered, ask, key="people")


def _take_over(shell: Shell, dialog: SignInDialog) -> None:
    def taken(outcome: Outcome[Person]) -> None:
        shell.take_over(outcome.result)

    person = dialog.person
    if person is not None:
        shell.gateway.submit(people.sign_in, on_done=taken, name=person.name, role=Role(person.role))
