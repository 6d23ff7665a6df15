"""Tasks in the window: new by key, done with an answer, late ones first, filters, a row that comes again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.task import acts as task_acts
from app.desk.task.rows import Wanted
from app.rules.task.repeats import Repeat
from app.rules.task.tasks import TaskKind, TaskState
from app.ui.frame.application import OpenWindow
from app.ui.task.forms import CancelForm, FinishForm, TaskForm
from app.ui.task.page import TasksPage
from app.ui.task.words import state_look

HOUR = timedelta(hours=1)
PERSON = Person("值班员甲")


@pytest.fixture
def page(opened: OpenWindow) -> TasksPage:
    opened.window.show_page("tasks")
    made = opened.window.current_page()
    assert isinstance(made, TasksPage)
    return made


@pytest.fixture
def filled(page: TasksPage, desk: Desk) -> TasksPage:
    now = desk.now()
    for title, due, repeat in (("先到", HOUR, None), ("后到", 30 * HOUR, Repeat.DAILY), ("没有时限", None, None)):
        wanted = Wanted(TaskKind.AD_HOC, title, "值班员乙", due and now + due, repeat=repeat)
        task_acts.add(desk, person=PERSON, wanted=wanted)
    page.refresh()
    return page


def form_of(page: TasksPage, action: str) -> TaskForm | FinishForm | CancelForm:
    page.shell.settling.end()
    page.shell.commands.run(action)
    form = page.shell.last_form
    assert isinstance(form, TaskForm | FinishForm | CancelForm)
    return form


def titles(page: TasksPage) -> list[str]:
    return [row.title for row in page.model.rows]


def test_a_new_task_by_keys_is_listed_and_taken_back(page: TasksPage) -> None:
    assert page.list.empty_title.text() == "还没有任务"
    form = form_of(page, "task-add")
    assert isinstance(form, TaskForm)
    QTest.keyClick(form.kinds, Qt.Key.Key_5)
    form.submit()
    assert form._errors["title"].text() == "请写明任务内容"
    form.fields["title"].setPlainText("给街道提供话术建议")  # type: ignore[union-attr]
    form.fields["due_at"].setText("明天 18:00")  # type: ignore[union-attr]
    form.submit()
    assert [(row.title, row.kind) for row in page.model.rows] == [("给街道提供话术建议", TaskKind.ADVICE)]
    page.shell.commands.run("undo")
    assert [row.state for row in page.model.rows] == [TaskState.CANCELLED]


def test_those_due_first_stand_first_and_a_late_one_is_counted(filled: TasksPage, still: StillClock) -> None:
    assert titles(filled) == ["先到", "后到", "没有时限"]
    still.advance(2 * HOUR)
    filled._turn()
    assert filled.list.count.text() == "办理中 3 项 · 已超时 1 项"
    assert state_look(filled.model.rows[0], filled.shell.now()) == ("已超时", "red", "triangle-alert")
    filled.states.choose("late")
    assert titles(filled) == ["先到"]
    filled.kinds.choose(TaskKind.REVIEW)
    assert filled.list.is_empty
    assert filled.back()
    assert len(titles(filled)) == 3


def test_a_row_comes_again_until_told_and_a_change_keeps_the_time_that_was_left(filled: TasksPage) -> None:
    filled.view.choose_key(next(row.id for row in filled.model.rows if row.repeats))
    form = form_of(filled, "task-finish")
    form.submit()
    assert form._errors["answer"].text() == "请写明办理结果"
    form.fields["answer"].setPlainText("已办")  # type: ignore[union-attr]
    form.submit()
    assert titles(filled).count("后到") == 2
    filled.view.choose_key(next(row.id for row in filled.model.rows if row.repeats and row.state is TaskState.OPEN))
    form = form_of(filled, "task-cancel")
    form.fields["reason"].setPlainText("不再需要")  # type: ignore[union-attr]
    form.fields["again"].setCurrentIndex(1)  # type: ignore[union-attr]
    form.submit()
    assert {row.state for row in filled.model.rows if row.title == "后到"} == {TaskState.DONE, TaskState.CANCELLED}
    row = filled.model.rows[0]
    filled.view.choose_key(row.id)
    form = form_of(filled, "task-edit")
    form.fields["who"].setText("值班员丙")  # type: ignore[union-attr]
    form.submit()
    after = next(one for one in filled.model.rows if one.id == row.id)
    assert (after.who, after.due_at, after.repeats) == ("值班员丙", row.due_at, "")
