"""The form that saves the table of owners: its changes, the tickets they would assign otherwise, since when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.base.errors import Refused
from app.desk.owner import acts, reads
from app.desk.owner.rows import OwnerMove
from app.rules.shared.differences import TextDifference
from app.ui.frame.shell import Shell
from app.ui.kit.versions.save_form import SaveVersionForm
from app.ui.owner.draft import Draft

_SHOWN = 4
_UNSURE = "不能确定"
_ABOUT = "存为新版本；以前的版本都留着，可以对照，也可以恢复。"


def moves_words(moves: Sequence[OwnerMove]) -> str:
    """Which of the newest tickets are judged otherwise, the first ones by number."""
    shown = [
        f"{move.number} {move.title}：{move.before or '不能确定'} → {move.after or '不能确定'}"
        for move in moves[:_SHOWN]
    ]
    more = [f"……共 {len(moves)} 件"] if len(moves) > _SHOWN else []
    head = f"最近的工单中 {len(moves)} 件判断会变：" if moves else "最近的工单判断都不变。"
    return "\n".join((head, *shown, *more))


class SaveOwnersForm(SaveVersionForm):
    """Saves the rows as a new version."""

    def __init__(
        self,
        shell: Shell,
        draft: Draft,
        differences: Sequence[TextDifference],
        *,
        on_saved: Callable[[], None],
    ) -> None:
        super().__init__(shell, "保存主责目录", _ABOUT)
        self._lines = [list(cells) for cells in draft]
        self._on_saved = on_saved
        self.add_when()
        self.show_differences(differences)
        self.show_effect("正在核对最近的工单…")
        self.finish_layout()
        shell.gateway.read(
            reads.moved_by, self._show_moves, key="owner-save-moves", on_refused=self._failed, lines=self._lines
        )

    def submit(self) -> None:
        """Saves the version."""
        since = self.since()
        if since is not None:
            self.send(
                acts.save,
                lambda _outcome: self._on_saved(),
                lines=self._lines,
                note=self.values()["note"],
                **since,
            )

    def _show_moves(self, moves: list[OwnerMove]) -> None:
        self.show_effect(moves_words(moves))

    def _failed(self, refused: Refused) -> None:
        self.show_effect("")
        self.show_refused(refused)
