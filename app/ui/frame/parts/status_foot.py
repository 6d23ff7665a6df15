"""The foot of the window: who is on duty, next reminders, notices, last import, last copy, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.base.people import ROLE_WORDS
from app.desk import setting
from app.desk.upkeep.rows import Health, HealthLine, HealthState, SecondState
from app.rules.roster.on_duty import NOBODY
from app.ui.frame.parts.duty_words import ahead_words, roster_lines, shift_words
from app.ui.frame.shell import Shell
from app.ui.kit.labels import button_text, restyle
from app.ui.kit.tooltips import set_tip
from app.ui.kit.words import moment

_JOURNAL = {
    HealthState.GOOD: ("✓ 日志完整", ""),
    HealthState.UNKNOWN: ("… 日志未核验", ""),
    HealthState.NOTICE: ("⚠ 日志待核验", "amber"),
    HealthState.BAD: ("✕ 日志不符", "red"),
}
_LONGEST_PART = 60  # characters; the tooltip has all of them


class StatusFoot(QFrame):
    """Shows the state of the desk. Each part is a button with details as its tooltip; a click opens them."""

    person_clicked = Signal()
    reminders_clicked = Signal()
    imports_clicked = Signal()
    warnings_clicked = Signal()
    notices_clicked = Signal()
    muted_clicked = Signal()
    journal_clicked = Signal()
    platform_clicked = Signal()
    offer_clicked = Signal()
    handover_clicked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._shell = shell
        self.warnings: tuple[str, ...] = ()
        self._of_desk: tuple[str, ...] = ()
        self._of_folder = ""
        self._of_input: tuple[str, ...] = ()
        self._alerts: tuple[str, ...] = ()
        self._duty = NOBODY
        self.person = self._part(self.person_clicked)
        self.platform = self._part(self.platform_clicked)
        self.offer = self._part(self.offer_clicked)
        self.handover = self._part(self.handover_clicked)
        self.reminders = self._part(self.reminders_clicked)
        self.notices = self._part(self.notices_clicked)
        self.muted = self._part(self.muted_clicked)
        self.imports = self._part(self.imports_clicked)
        self.warning = self._part(self.warnings_clicked)
        self.backup = self._part(self.warnings_clicked)
        self.journal = self._part(self.journal_clicked)
        self._parts = (
            self.person, self.handover, self.platform, self.offer, self.muted, self.reminders, self.notices,
            self.imports, self.warning, self.journal, self.backup,
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(10)
        for part in self._parts[:8]:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.warning)
        row.addWidget(self.journal)
        row.addWidget(self.backup)
        self.warning.hide()
        self.notices.hide()
        self.muted.hide()
        self.platform.hide()
        self.offer.hide()
        self.handover.hide()
        shell.theme.changed.connect(self._fit)
        self.show_person()

    def show_person(self) -> None:
        """Shows who has signed in, and by the roster until when the shift runs and who comes next."""
        person = self._shell.person
        words = f"值班：{person.name}（{ROLE_WORDS[person.role]}）" if person.name else "值班：未登记"
        now = self._shell.now()
        shift = " · ".join(filter(None, (words, shift_words(self._duty, now))))
        tip = "\n".join((*roster_lines(self._duty, person, now), "点击更换值班人员（Ctrl+Shift+U）"))
        self._write(self.person, shift, tip)
        restyle(self.person, tone="" if person.name else "red")

    def show_health(self, health: Health, now: datetime) -> None:
        """Shows the health of the desk."""
        following = health.next_reminders
        words = " · ".join(f"{moment(item.at, now)}（{item.count} 条）" for item in following[:2])
        self._write(self.reminders, f"下一提醒 {words}" if words else "没有待提醒", "即将到来的提醒")
        last = f"最近导入 {moment(health.last_import_at, now)}" if health.last_import_at else "还没有导入"
        detail = f"{last} · {health.last_import_text}" if health.last_import_text else last
        self._write(self.imports, detail, detail)
        self._show_backup(health, now)
        if health.journal is not None:
            self._show_journal(health.journal, now)
        self._duty = health.duty
        self.show_person()
        self._of_desk = (*ahead_words(health), *health.warnings)
        self._take_alerts((*self._of_input, *health.alerts))
        self._show_warnings()

    def show_platform(self, words: str, tone: str, tip: str) -> None:
        """Shows how long ago somebody looked at the platform, that a round is due, or that the platform is down."""
        if self.platform.isHidden() or self.platform.text() != words:
            self._write(self.platform, words, tip)
            restyle(self.platform, tone=tone)
            self.platform.show()
            self._fit()

    def show_offer(self, words: str, tip: str) -> None:
        """Shows tickets that could be taken in; nothing for no words."""
        if words:
            self._write(self.offer, words, tip)
            restyle(self.offer, tone="blue")
        self.offer.setVisible(bool(words))
        self._fit()

    def show_handover(self, words: str, tone: str, tip: str) -> None:
        """Shows that the shift ends or its sheet is not signed; nothing for no words."""
        if words:
            self._write(self.handover, words, tip)
            restyle(self.handover, tone=tone)
        self.handover.setVisible(bool(words))
        self._fit()

    def show_folder(self, problem: str) -> None:
        """Shows why the watched folder cannot be read; empty when it can."""
        self._of_folder = problem
        self._show_warnings()

    def show_input(self, problem: str) -> None:
        """Shows with the next health why Chinese cannot be typed."""
        self._of_input = (problem,)

    def show_muted(self, muted: setting.Muted | None, now: datetime) -> None:
        """Shows that the alarm sound is off, by whom and since when; nothing while it is on."""
        if muted is not None:
            words = f"✕ 声音已关闭：{muted.who or '无人登记'} {moment(muted.since, now)} 起"
            self._write(self.muted, words, "紧急的仍每分钟响一次；点击到设置打开声音")
            restyle(self.muted, tone="amber")
        self.muted.setVisible(muted is not None)
        self._fit()

    def show_notices(self, words: str, *, good: bool) -> None:
        """Shows whether desktop notifications arrive."""
        self._write(self.notices, words, f"{words}；点击试响")
        restyle(self.notices, tone="" if good else "amber")
        self.notices.setVisible(bool(words))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its window: parts are cut instead of widening it."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hides the less important parts when there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _take_alerts(self, alerts: tuple[str, ...]) -> None:
        """Shows alerts in red in the foot, and new ones once in the message bar."""
        new = [alert for alert in alerts if alert not in self._alerts]
        self._alerts = alerts
        if new:
            self._shell.say("\n".join(new), "amber")

    def _show_warnings(self) -> None:
        self.warnings = (*self._alerts, *filter(None, [self._of_folder]), *self._of_desk)
        self.warning.setVisible(bool(self.warnings))
        if self.warnings:
            restyle(self.warning, tone="red" if self._alerts else "amber")
        self._fit()

    def _fit(self) -> None:
        """Cuts what matters least first: import, journal, copies, notices, words of the warning, next reminder."""
        # A copy that failed, a second place that is missing and a journal that does not hold stay in sight.
        backup = [] if self.backup.property("tone") else [self.backup]
        journal = [] if self.journal.property("tone") == "red" else [self.journal]
        notices = [] if self.notices.property("tone") else [self.notices]
        lesser = [self.imports, *journal, *backup, *notices, self.reminders]
        shown = [part for part in lesser if part.text()]
        kept = [part for part in self._parts if part not in lesser and not part.isHidden()]
        left = list(shown)
        self._write_warning(short=False)
        while left and self._is_too_wide([*kept, *left]):
            if left == [self.reminders]:
                self._write_warning(short=True)
                if not self._is_too_wide([*kept, *left]):
                    break
            left.pop(0)
        for part in shown:
            part.setVisible(part in left)  # never all at once: the window would grow for it

    def _is_too_wide(self, parts: Sequence[QPushButton]) -> bool:
        """Whether the foot is not wide enough for these parts."""
        row = self.layout()
        margins, widths = row.contentsMargins(), [part.sizeHint().width() for part in parts]
        needed = margins.left() + margins.right() + sum(widths) + row.spacing() * len(parts)
        return needed > self.width() > 0

    def _write_warning(self, *, short: bool) -> None:
        if not self.warnings:
            return
        more = f"（共 {len(self.warnings)} 条）" if len(self.warnings) > 1 else ""
        words = f"⚠ {len(self.warnings)} 条" if short else f"⚠ {_short(self.warnings[0])}{more}"
        self._write(self.warning, words, "\n".join(self.warnings))

    def _show_backup(self, health: Health, now: datetime) -> None:
        if health.last_backup_at is None:
            words, tone = "还没有备份", "amber"
        elif health.last_backup_ok:
            words, tone = f"备份 {moment(health.last_backup_at, now)} 成功", ""
        else:
            words, tone = f"备份 {moment(health.last_backup_at, now)} 失败", "red"
        tip, second = words, health.second
        if second is not None and second.state is not SecondState.OFF:
            bad = second.state in (SecondState.MISSING, SecondState.FAILED)
            since = f"，{moment(second.since, now)} 起" if bad and second.since is not None else ""
            words = f"{words} · {'⚠ ' if bad else ''}第二处{second.state.word}"
            tip, tone = f"{words}{since}\n{second.folder}", tone or ("amber" if bad else "")
        self._write(self.backup, words, tip)
        restyle(self.backup, tone=tone)

    def _show_journal(self, line: HealthLine, now: datetime) -> None:
        """Shows whether the journal holds, shortly; the page of health says more."""
        words, tone = _JOURNAL[line.state]
        since = f"（{moment(line.since, now)}）" if line.since is not None else ""
        self._write(self.journal, words, f"{line.text}{since}；点击查看各项状态（Alt+Shift+H）")
        restyle(self.journal, tone=tone)

    def _part(self, signal: object) -> QPushButton:
        button = QPushButton()
        button.setProperty("foot", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    @staticmethod
    def _write(part: QPushButton, words: str, tip: str) -> None:
        shown = button_text(_short(words, _LONGEST_PART))
        if part.text() != shown:
            part.setText(shown)
        part.setAccessibleName(words)
        set_tip(part, tip)


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
