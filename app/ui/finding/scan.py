"""Scans the whole register for wrong contacts in the background."""

from __future__ import annotations

from typing import Any

from app.base.changes import Outcome
from app.desk.finding import acts as finding_acts
from app.desk.finding.acts import Scanned
from app.ui.frame.shell import Shell
from app.ui.kit.exports.job import Job
from app.ui.kit.exports.run_form import RunForm


class ScanForm(RunForm):
    """Enter starts, Esc stops; findings made until then are kept."""

    def __init__(self, shell: Shell) -> None:
        about = "逐件核对工单的号码、联系时间、派单、答复、办结和回访；期间可以照常办公。"
        super().__init__(shell, "全面核查", about=about, main="开始核查")
        self.add_status()
        self.decide_by_enter()
        self.size_to(520)

    def submit(self) -> None:
        """Starts the scan."""
        self.start(finding_acts.scan, _arguments)

    def far_words(self, count: int) -> str:
        """The number of tickets so far."""
        return f"已核查 {count:,} 件…"

    def take(self, answer: Outcome[Scanned]) -> None:
        """Shows what was found."""
        self.status.setText(answer.message)
        self.shell.gateway.announce(answer.changes)


def _arguments(job: Job) -> dict[str, Any]:
    return {"progress": job.note, "cancelled": job.is_stopped}
