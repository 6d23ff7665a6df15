"""Names the evidence in one file, and its time and place where the picture holds none."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion.rows import ExclusionFile
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.words import full


class FileForm(FormDialog):
    """The time and place in the picture win over what is typed here."""

    def __init__(self, shell: Shell, file: ExclusionFile, kinds: tuple[str, ...]) -> None:
        about = f"{file.position}. {file.name}\n照片自带的时间、地点不会被改。"
        super().__init__(shell, "注明材料", about=about, main="记下")
        self._file_id = file.id
        choices = {"": "（未注明）", **{kind: kind for kind in dict.fromkeys((*kinds, file.kind)) if kind}}
        self.add_choice("kind", "材料名称", choices, value=file.kind)
        at = full(file.taken_at) if file.taken_at is not None else ""
        self.add_line("at", "时间", text=at, hint="如 2026-11-20 10:30；可不填")
        self.add_line("place", "地点", text=file.taken_place, hint="如 回龙观西大街 1 号；可不填")
        self.size_to(520)

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        try:
            stated_at = read_past(values["at"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="at"))
            return
        self.send(
            exclusion_files.state_file,
            file_id=self._file_id,
            kind=values["kind"],
            stated_at=stated_at,
            stated_place=values["place"],
        )
