"""The benchmarks themselves work: run small, their own checks hold, and each says what it is held against."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.benchmarks import (
    bench_absence,
    bench_findings,
    bench_handover,
    bench_import,
    bench_lists,
    bench_log,
    bench_merchants,
    bench_reconcile,
    bench_reminders,
    bench_replies,
    bench_save,
    bench_verify,
    bench_warning,
    bench_warning_texts,
    bench_window,
    figures,
)
from tests.benchmarks.made_up import fill
from tests.benchmarks.places import desk_in


@pytest.fixture(autouse=True)
def measured_once(monkeypatch):
    """A small run shows that the counts are right; its figures need no median and no collected garbage."""
    monkeypatch.setattr(figures, "gc", SimpleNamespace(collect=lambda: None))
    monkeypatch.setattr(bench_lists, "seconds", lambda work, **_: figures.once(work))


@pytest.mark.parametrize("run", [bench_import.run, bench_lists.run, bench_log.run])
def test_a_small_run_counts_right_and_tells_its_figures(run, tmp_path, monkeypatch):
    monkeypatch.setattr(bench_log.day_log, "day_window", bench_log.day_log.day_window)
    told = run(tmp_path, 200)
    assert all(figure.value > 0 for figure in told)
    assert any(figure.limit is not None for figure in told)


def test_saves_are_told_against_raw_saves(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_save, "RUNS", bench_save._TURNS)
    (ratio, signs) = bench_save.run(tmp_path)
    assert ratio.limit == 0.5
    assert min(ratio.value, signs.value) > 0


def test_a_list_with_planted_differences_is_reconciled_by_the_whole_command(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_reconcile, "seconds", figures.once)
    (took,) = bench_reconcile.run(tmp_path, 200)
    assert (took.limit, took.value > 0) == (2.0, True)


def test_the_sheet_of_a_shift_counts_every_open_ticket(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_handover, "seconds", figures.once)
    told = bench_handover.run(tmp_path, 40)
    assert [figure.limit for figure in told] == [2.0, 2.0, 2.0]
    assert all(figure.value > 0 for figure in told)


def test_checks_of_a_register_are_told_with_what_another_thread_waits(tmp_path):
    told = bench_verify.run(tmp_path, 200)
    assert [figure.unit for figure in told] == ["s", "ms"] * 8
    assert all(figure.value > 0 for figure in told if figure.unit == "s")


def test_a_start_costs_a_few_bare_windows_and_little_more_memory(tmp_path):
    data = tmp_path / "window"
    with desk_in(data) as desk:
        fill(desk, 300, open_share=0.5)
    started = bench_window.starts(data, 3)
    while started.best("cpu") > 3.3 and len(started.pairs) < 12:  # other work on the machine weighs on some starts
        started = bench_window.Started(started.pairs + bench_window.starts(data, 3).pairs)
    assert started.best("cpu") <= 3.6
    assert started.best("rss") <= 2


def test_after_an_absence_a_turn_stays_short(tmp_path):
    told = bench_absence.run(tmp_path, 250)
    assert [figure.line() for figure in told if not figure.holds] == []
    assert [figure.note.partition(" ")[0] for figure in told] == ["4", "6"]


def test_a_tick_among_open_tickets_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_reminders, "_OPEN", 200)
    monkeypatch.setattr(bench_reminders, "_TICKS", 50)
    monkeypatch.setattr(bench_reminders, "told", lambda *_: {"idle": 0.1})
    (tick, idle) = bench_reminders.ticks(tmp_path / "ticks")
    assert tick.value > 0
    assert (tick.limit, idle.limit) == (5, 0.5)


def test_planted_faults_are_found_and_nothing_else(tmp_path):
    told = bench_findings.run(tmp_path, 400, seed=7)
    assert len(told) == 17
    assert [figure.line() for figure in told if figure.holds is False] == []


@pytest.mark.parametrize("words", [*bench_replies.LOOKED_AT, bench_replies.HELD_OUT], ids=["1", "2", "3", "held-out"])
def test_what_is_planted_in_a_reply_is_marked_and_hard_rules_never_err(tmp_path, words):
    told = {figure.name: figure for figure in bench_replies.run(tmp_path, 300, seed=5, words=words)}
    hard = [figure for name, figure in told.items() if any(kind in name for kind in bench_replies.HARD)]
    assert len(hard) == 8
    assert [figure.line() for figure in hard if figure.value < 1.0] == []
    assert min(figure.value for name, figure in told.items() if name.endswith("recall")) > 0.8


def test_quiet_series_ring_seldom_and_threefold_jumps_are_found():
    assert bench_warning.false_alarms(1, 1.0) <= 1.5
    assert bench_warning.false_alarms(1, 1.3) <= 1.75
    assert bench_warning.detection(1, 8, 1.0, slow=False) >= 0.7


def test_planted_closures_and_bursts_are_seen_and_quiet_shops_are_left_alone(tmp_path):
    told = bench_warning_texts.run(tmp_path, 4)
    assert [figure.limit for figure in told] == [0.1, 0.1, 0.15, 0.15, 2]
    assert all(figure.value <= 0.25 for figure in told[:4])
    assert told[4].value <= 25


def test_merchants_are_folded_as_well_on_words_that_no_rule_was_written_for(tmp_path):
    told = bench_merchants.run(tmp_path, 200, names=300)
    assert {
        figure.name: figure.value for figure in told if figure.at_least and figure.value < figure.limit - 0.05
    } == {}
