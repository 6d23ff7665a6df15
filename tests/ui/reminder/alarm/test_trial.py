"""The test alarm's report."""

from __future__ import annotations

from app.ui.reminder.alarm.trial import Trial


def a_trial() -> tuple[Trial, list[tuple[str, bool]]]:
    told: list[tuple[str, bool]] = []
    return Trial(lambda words, good: told.append((words, good))), told


def test_each_answer_is_told_at_once_and_what_is_missing_stands_as_awaited() -> None:
    trial, told = a_trial()
    trial.begin()
    trial.answer("报警窗", True)
    trial.answer("桌面通知", False, "桌面通知没有响应")
    assert told[-1] == ("报警窗 ✓　声音 等待…　桌面通知 ✗（桌面通知没有响应）　托盘 等待…", False)


def test_it_is_good_once_every_channel_is() -> None:
    trial, told = a_trial()
    trial.begin()
    for channel in ("报警窗", "声音", "桌面通知", "托盘"):
        trial.answer(channel, True)
    assert [good for _, good in told] == [False, False, False, True]


def test_answers_outside_a_trial_are_left_out() -> None:
    trial, told = a_trial()
    trial.answer("声音", True)
    trial.begin()
    trial.end()
    trial.answer("声音", True)
    assert (told, trial.running) == ([], False)
