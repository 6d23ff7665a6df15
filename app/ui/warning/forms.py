"""The forms of warnings: a state with its reason, absconding confirmed, a follow-up, the letter, the limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.warning import acts as warning_acts
from app.desk.warning import rules as warning_rules
from app.desk.warning.rows import Card, WarningRow
from app.reports import warning_letter
from app.rules.warning.levels import RULE_WORDS, BadLevelRules
from app.rules.warning.states import LEVEL_WORDS, WarningVerb
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.forms import typed_hours
from app.ui.kit.forms.form import FormDialog
from app.ui.warning.words import why_words

_TITLES = {
    WarningVerb.KNOW: ("已知，继续关注", "说明", "可不填：怎样关注", "标为已知"),
    WarningVerb.NOISE: ("标为误报", "原因", "为什么是误报，供以后调整预警线", "标为误报"),
    WarningVerb.HANDLE: ("已处置", "处置结果", "怎样处置的，结果如何", "标为已处置"),
}


def about(row: WarningRow) -> str:
    """悦某健身（橙色）with why."""
    return f"{row.name}（{LEVEL_WORDS[row.level]}）\n{why_words(row)}"


class DecideForm(FormDialog):
    """Asks for the reason of a state."""

    def __init__(self, shell: Shell, row: WarningRow, verb: WarningVerb) -> None:
        title, field, hint, main = _TITLES[verb]
        super().__init__(shell, title, about=about(row), draft_key=f"warning-{verb}:{row.id}", main=main)
        self._row, self._verb = row, verb
        self.add_text("reason", field, lines=3, hint=hint)
        self.size_to(520)

    def submit(self) -> None:
        """Gives the warning its state."""
        self.send(
            warning_acts.decide,
            warning_id=self._row.id,
            verb=self._verb,
            reason=self.values()["reason"],
            version=self._row.version,
        )


class ConfirmForm(FormDialog):
    """Asks how it was confirmed that the owner absconded."""

    def __init__(self, shell: Shell, row: WarningRow) -> None:
        super().__init__(
            shell,
            "确认失联跑路",
            about=f"{about(row)}\n确认后升为红色，可撤回。",
            draft_key=f"warning-confirm:{row.id}",
            main="确认",
        )
        self._row = row
        self.add_text("reason", "怎样核实的", lines=3, hint="例如：街道 15:00 到店，大门上锁，负责人电话停机")
        self.size_to(520)

    def submit(self) -> None:
        """Confirms it."""
        values = self.values()
        self.send(warning_acts.confirm, warning_id=self._row.id, reason=values["reason"], version=self._row.version)


class FollowForm(FormDialog):
    """Asks when the warning is looked at again, and by whom."""

    def __init__(self, shell: Shell, row: WarningRow) -> None:
        super().__init__(shell, "安排复看", about=about(row), draft_key=f"warning-follow:{row.id}", main="安排")
        self._row = row
        self.add_line("at", "复看时间", hint="18:00、明天 9:00、11-30 10:00；到时提醒，进提醒台账")
        self.add_line("who", "由谁", hint="可不填")
        self.add_text("text", "看什么", lines=2, hint="例如：商家承诺 12-05 退款，核实是否兑现")
        self.size_to(520)

    def submit(self) -> None:
        """Plans it."""
        values = self.values()
        try:
            at = typed_hours.ahead(self, "at")
        except Refused as refused:
            self.show_refused(refused)
            return
        self.send(warning_acts.follow_up, warning_id=self._row.id, at=at, who=values["who"], text=values["text"])


class LetterForm(ExportForm):
    """Writes the draft of the letter to the department."""

    ending_of_name = ".docx"
    kind_of_file = "Word 文档 (*.docx)"

    def __init__(self, shell: Shell, card: Card) -> None:
        row = card.row
        to = f"给{row.department}" if row.department else "（主责部门未判定，请在函稿里填写）"
        super().__init__(
            shell, "预警函稿", about=f"{row.name} · {to}。公文版式，个人信息已隐去，可在 WPS、Word 里修改。"
        )
        self._card = card
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """预警函_悦某健身_2026-11-23.docx"""
        return warning_letter.file_name(self._card)

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the letter."""
        return warning_letter.write, {"warning_id": self._card.row.id}

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """列工单 7 件"""
        return f"函稿已写出，列工单 {outcome.result:,} 件", ()


class RulesForm(FormDialog):
    """Asks for the limits of the levels and from which day they are in force."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "预警线",
            about="各级预警的件数、人数；自生效日起用于新的判断，已有预警不降级。",
            draft_key="warning-rules",
            main="保存",
        )
        self.add_line("since", "生效日期", hint="2026-12-01")
        for name, words in RULE_WORDS.items():
            self.add_line(name, words)
        self.add_text("note", "依据", lines=2, hint="可不填")
        self.size_to(560)
        shell.gateway.read(warning_rules.draft, self._fill, key="warning-rules")

    def submit(self) -> None:
        """Puts the limits in force."""
        values = self.values()
        try:
            form: dict[str, object] = {"since": _day(values["since"])}
            form |= {name: _whole(values[name], words, name) for name, words in RULE_WORDS.items()}
        except BadLevelRules as refused:
            self.show_refused(refused)
            return
        self.send(warning_rules.save, form=form, note=values["note"])

    def _fill(self, form: dict[str, object]) -> None:
        self.fill_in({name: form[name] for name in ("since", *RULE_WORDS)})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadLevelRules("请写成 2026-12-01", field="since") from error


def _whole(text: str, words: str, name: str) -> int:
    if not text.strip().isascii() or not text.strip().isdecimal():
        raise BadLevelRules(f"{words}应是整数", field=name)
    return int(text)
