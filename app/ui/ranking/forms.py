"""The forms of official rankings: import or paste one, type one, export the list to object with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.ranking import acts as ranking_acts
from app.desk.ranking.rows import RankingRow
from app.reports.ranking import write_objections
from app.rules.ranking.states import SCOPE_WORDS, Scope
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.ranking.words import period_of

_ABOUT = (
    "排名表要有“单位”“综合成绩”两列；也可以导入官方的工单清单（工单编号和回访结果），据此逐件说明差异。"
    "可以选文件，也可以把表格粘贴进来。"
)
_SCOPES = {scope.value: word for scope, word in SCOPE_WORDS.items()}


def _last_ended(periods: Mapping[str, str]) -> str:
    """The assessment period before the running one, whose ranking is the next to come."""
    return next(iter(list(periods)[1:2]), "")


class ImportForm(FormDialog):
    """Takes a ranking, or an official list of tickets, from a file or from pasted text."""

    def __init__(self, shell: Shell, periods: Mapping[str, str]) -> None:
        super().__init__(shell, "导入官方排名", about=_ABOUT, draft_key="ranking-import", main="导入")
        self.add_choice("period", "统计期", periods, value=_last_ended(periods))
        self.add_choice("scope", "范围", _SCOPES)
        self.add_line("file", "文件", hint="可不填，改为粘贴")
        self._add_browse()
        self.add_text("text", "粘贴", lines=5, hint="从 WPS、Excel 或网页复制的表格，连表头一起")
        self.add_line("ours", "本单位名称", hint="可不填；找不到时会请您写明")
        self.add_line("note", "备注", hint="例如 区通报第 11 期；可不填")
        self.size_to(640)

    def submit(self) -> None:
        """Takes it in."""
        values = self.values()
        file = values["file"].strip()
        if not file and not values["text"].strip():
            self.show_refused(Refused("请选择文件，或粘贴表格", field="file"))
            return
        self.send(
            ranking_acts.take_in,
            scope=Scope(values["scope"]),
            period=values["period"],
            path=Path(file) if file else None,
            text="" if file else values["text"],
            ours=values["ours"].strip(),
            note=values["note"],
        )

    def _add_browse(self) -> None:
        field = self.fields["file"]
        browse = KeyButton(self.shell.theme, "选择…　Alt+B")
        browse.setAccessibleName("选择排名文件")
        browse.setShortcut("Alt+B")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        box = field.parentWidget().layout()
        if isinstance(box, QVBoxLayout):
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(browse)
            box.insertLayout(0, row)

    def _browse(self) -> None:
        kinds = "表格 (*.xlsx *.xls *.csv);;所有文件 (*)"
        dialog = file_dialog(self, "选择排名文件", start=self.values()["file"], kinds=kinds)
        dialog.fileSelected.connect(self.fields["file"].setText)  # type: ignore[union-attr]  # a line, made above
        dialog.open()


class AddForm(FormDialog):
    """Types our place and score."""

    def __init__(self, shell: Shell, periods: Mapping[str, str]) -> None:
        about = "只知道本单位的名次或成绩时用；有完整的排名表请用“导入排名”。"
        super().__init__(shell, "录入官方排名", about=about, draft_key="ranking-add", main="登记")
        self.add_choice("period", "统计期", periods, value=_last_ended(periods))
        self.add_choice("scope", "范围", _SCOPES)
        self.add_line("place", "名次", hint="例如 6")
        self.add_line("units", "共多少单位", hint="例如 17；可不填")
        self.add_line("score", "官方成绩", hint="例如 93.1")
        self.add_line("note", "备注", hint="例如 区通报第 11 期；可不填")
        self.size_to(520)

    def submit(self) -> None:
        """Enters it."""
        values = self.values()
        numbers: dict[str, int | None] = {}
        for name, word in (("place", "名次"), ("units", "单位数")):
            typed = values[name].strip()
            if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
                self.show_refused(Refused(f"{word}“{typed}”不是数字", field=name))
                return
            numbers[name] = int(typed) if typed else None
        self.send(
            ranking_acts.enter,
            scope=Scope(values["scope"]),
            period=values["period"],
            score=values["score"],
            note=values["note"],
            place=numbers["place"],
            units=numbers["units"],
        )


class ObjectionsExport(ExportForm):
    """Writes the tickets whose official count costs points."""

    def __init__(self, shell: Shell, row: RankingRow) -> None:
        self._row = row
        name = f"{period_of(row)}{SCOPE_WORDS[row.scope]}"
        super().__init__(
            shell, "导出申诉清单", about=f"{name}：官方计入而使本单位失分、与登记不一致的工单，和差异的构成。"
        )
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """申诉清单_2026年11月考核期_区排名.xlsx"""
        return f"申诉清单_{period_of(self._row)}_{SCOPE_WORDS[self._row.scope]}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the list."""
        return write_objections, {"ranking_id": self._row.id}

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 9 件"""
        return f"已导出 {outcome.result:,} 件", ()
