"""The answers of the callback form as a value that can be judged, saved and restored."""

from __future__ import annotations

import enum
import json
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from app.rules.contact.states import AttemptOutcome
from app.rules.survey.form import REASON_MARK
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.survey.validity import Objection, QuestionName, is_valid, objection, reason_required, suggests_rework

E = TypeVar("E", bound=enum.StrEnum)
_NUMBERS = {2: "两", 3: "三"}


@dataclass(frozen=True, slots=True)
class CallbackAnswers:
    """The state of one form; `invalid` is the operator's mark that the callback does not count.

    `words` are the answers by question in the words of the form, `codes` the coded reasons, `needs_reason` whether the
    form requires a reason (None: decided by the answers).
    """

    outcome: AttemptOutcome | None = None
    contacted: Contacted | None = None
    solved: Solved | None = None
    satisfied: Satisfied | None = None
    reason: str = ""
    invalid: bool = False
    number: int = 0
    words: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()
    needs_reason: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been answered or written; ignores the chosen number."""
        return self.outcome is None and not self.reason.strip() and not self.codes

    @property
    def reached(self) -> bool:
        """Whether the caller was reached."""
        return self.outcome is AttemptOutcome.REACHED

    @property
    def unanswered(self) -> tuple[QuestionName, ...]:
        """The unanswered questions of a valid callback; none when the caller was not reached."""
        if not self.reached:
            return ()
        given = {
            QuestionName.CONTACTED: self.contacted,
            QuestionName.SOLVED: self.solved,
            QuestionName.SATISFIED: self.satisfied,
        }
        return tuple(name for name, answer in given.items() if answer is None)

    @property
    def counts(self) -> bool:
        """Whether it is a valid callback (有效回访)."""
        complete = self.outcome is not None and is_valid(self.outcome, self.contacted, self.solved, self.satisfied)
        return complete and not self.invalid

    @property
    def wants_reason(self) -> bool:
        """Whether the answers require the caller's reason."""
        given = (self.contacted, self.solved, self.satisfied)
        return self.reached and (reason_required(*given) if self.needs_reason is None else self.needs_reason)

    @property
    def why(self) -> str:
        """The reason to be saved: the caller's words, else the coded reasons."""
        return self.reason.strip() or REASON_MARK.join(self.codes)

    @property
    def wants_rework(self) -> bool:
        """Whether the form proposes 二次办理."""
        return self.reached and suggests_rework(self.solved, self.satisfied)

    def objection(self) -> Objection | None:
        """The obstacle to recording the answers; None when there is none."""
        if self.outcome is None:
            return Objection(QuestionName.OUTCOME, "请先选择本次电话的结果")
        given = (self.contacted, self.solved, self.satisfied)
        return objection(self.outcome, *given, self.why, needs_reason=self.needs_reason)

    def verdict(self, *, closed: bool = False) -> tuple[str, str]:
        """Tone and sentence on the effect of saving; `closed` marks a ticket called back after its closing."""
        stays = "工单仍为已办结" if closed else "工单仍在待回访"
        if self.outcome is None:
            return "neutral", "接通后逐题作答；没有接通，选好结果按回车即可记录"
        if not self.reached:
            return "neutral", f"本次未接通本人：只记一次联系，{stays}"
        missing = len(self.unanswered)
        if missing:
            return "amber", f"还有{_NUMBERS.get(missing, '一')}题未答：答完三题才是有效回访"
        if self.invalid:
            return "amber", f"已定为无效回访：保存后{stays}"
        return "green", "有效回访：保存后" + ("记为再次回访，" + stays if closed else "工单办结")

    def to_text(self) -> str:
        """The answers as the text of a draft; empty when nothing has been answered."""
        return "" if self.is_empty else json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> CallbackAnswers:
        """Reads the text of a draft; ignores unknown entries.

        Raises:
            ValueError: the text is no draft of this form.

        """
        kept: dict[str, Any] = json.loads(text)
        return cls(
            outcome=_member(AttemptOutcome, kept.get("outcome")),
            contacted=_member(Contacted, kept.get("contacted")),
            solved=_member(Solved, kept.get("solved")),
            satisfied=_member(Satisfied, kept.get("satisfied")),
            reason=str(kept.get("reason", "")),
            invalid=bool(kept.get("invalid")),
            number=int(kept.get("number") or 0),
            words=tuple((str(name), str(word)) for name, word in kept.get("words", ())),
            codes=tuple(str(code) for code in kept.get("codes", ())),
            needs_reason=kept.get("needs_reason"),
        )


def _member(kind: type[E], value: object) -> E | None:
    return next((member for member in kind if member.value == value), None)
