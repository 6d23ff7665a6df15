"""The form of one type of the exclusion catalogue: every field in words, a fault shown at its field."""

from __future__ import annotations

from collections.abc import Callable

from app.rules.exclusion.catalogue import FIELD_WORDS, BadCatalogue, ExclusionType
from app.rules.exclusion.moves import FLAG_WORDS
from app.rules.exclusion.type_texts import NO, YES, type_from, type_texts
from app.ui.frame.shell import Shell
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog

_ABOUT = "只改列表，还没有保存；保存前再看一遍改动。"
_YES_NO = {NO: "不需要", YES: "需要"}
_EVIDENCE = "一行一种，如：公示截图 ≥ 1 份，jpg/png/pdf，≤ 20 MB，短边 ≥ 720 像素，带拍摄时间和地点"
_WORDING = "一行一项，有其中一个词即可，如：立案机关：公安、派出所"


class TypeForm(FormDialog):
    """Adds a type or changes one; `on_done` takes it once `check` (the whole catalogue with it) refuses nothing."""

    def __init__(
        self,
        shell: Shell,
        kind: ExclusionType | None,
        *,
        check: Callable[[ExclusionType], None],
        on_done: Callable[[ExclusionType], None],
    ) -> None:
        name = kind.words if kind is not None else ""
        super().__init__(
            shell, f"修改 {name}" if name else "新增类型", about=_ABOUT, draft_key=f"exclusion-type:{name}"
        )
        self._check, self._on_done = check, on_done
        self._add_fields()
        for key, text in (type_texts(kind) if kind is not None else {}).items():
            write_field(self.fields[key], text)
        self.size_to(860)

    def submit(self) -> None:
        """Gives the type on, or shows the fault at its field."""
        self.clear_errors()
        try:
            kind = type_from(self.values())
            self._check(kind)
        except BadCatalogue as error:
            self.show_refused(error)
            return
        self.finish()
        self._on_done(kind)

    def _add_fields(self) -> None:
        wide = self.shell.theme.px(76)
        self.add_line("major", "大类", hint="如：商户情况")
        self.add_line("minor", "子类", hint="如：已注销")
        self.add_choice("flag", FIELD_WORDS["flag"], {flag.value: word for flag, word in FLAG_WORDS.items()})
        self.beside("major", "minor", "flag", heading_width=wide)
        self.add_text("condition", FIELD_WORDS["condition"], lines=2)
        self.add_text("evidence", FIELD_WORDS["evidence"], lines=3, hint=_EVIDENCE)
        self.add_text("wording", FIELD_WORDS["wording"], lines=3, hint=_WORDING)
        self.add_text("persons", FIELD_WORDS["persons"], lines=2, hint="一行一问，由人核对")
        self.add_line("categories", FIELD_WORDS["categories"], hint="用顿号隔开；空着不限")
        self.add_line("ticket_types", FIELD_WORDS["ticket_types"], hint="用顿号隔开；空着不限")
        self.beside("categories", "ticket_types", heading_width=wide)
        self.add_line("within_days", "办结后几日内", text="10", hint="0 为不限")
        self.add_line("attempts", FIELD_WORDS["attempts"], text="0", hint="0 为不限")
        self.add_line("shortest", FIELD_WORDS["shortest"], text="30")
        self.add_line("longest", FIELD_WORDS["longest"], text="1000")
        self.beside("within_days", "attempts", "shortest", "longest", heading_width=wide)
        for name in ("needs_platform_name", "needs_closed"):
            self.add_choice(name, FIELD_WORDS[name], _YES_NO)
        self.beside("needs_platform_name", "needs_closed", heading_width=wide)
