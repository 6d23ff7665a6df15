"""Connects the window with the scheduled work: the tick, notices, sound, tray, watched folder and backups."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.base.changes import Change, Outcome
from app.base.paths import default_root
from app.base.people import THE_DESK
from app.base.session_start import set_session_start, start_command
from app.desk import outage
from app.desk.intake import acts as intake_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.shared.context import Desk
from app.desk.upkeep import copying
from app.rules.reminder.states import ReminderChannel
from app.rules.upkeep.keeping import CopyReason
from app.scheduler.channel import ChannelState, DesktopChannel
from app.scheduler.notices import Notice
from app.scheduler.notifier import Delivery, Notifier
from app.scheduler.service import SchedulerService
from app.scheduler.sound import AlarmSound
from app.scheduler.tones import Tone
from app.scheduler.watch import WATCH_SECONDS, FolderWatch
from app.startup.checking import Checking
from app.startup.hinges import REMIND_SECONDS, Hinges
from app.startup.newer_version import LOOK_SECONDS, NewerVersion
from app.startup.platform_offers import PlatformOffers
from app.startup.upkeep_jobs import UpkeepJobs
from app.startup.watch_rounds import SETTLE_SECONDS, WatchRounds
from app.startup.window_health import folder_line, input_line, notices_line
from app.ui.frame.application import OpenWindow
from app.ui.frame.session.single_window import FrontDoor
from app.ui.frame.shell import Clockwork
from app.ui.frame.tray import Tray
from app.ui.frame.window_memory import WindowMemory
from app.ui.reminder.alarm.channels import LOUD_FROM, SOUND_ONLY
from app.ui.reminder.alarm.controller import AlarmController
from app.ui.reminder.alarm.items import NoticeWords
from app.ui.reminder.alarm.receipts import Receipts
from app.ui.reminder.alarm.trial import TRIAL_NOTICE
from app.ui.reminder.alarm.window import AlarmWindow
from app.ui.sign.controller import CockpitController
from app.ui.sign.window import CockpitWindow

_COPY_CHECK_SECONDS = 60.0
_DRILL_CHECK_SECONDS = 1800.0
_CONTACT_SECONDS = 60.0
_CHECK_SECONDS = 5.0
_TIDY_SECONDS = 20.0
_SWITCH_SECONDS = 0.0003
_log = logging.getLogger(__name__)


class JoinedWindow(QObject):
    """One window with its scheduler; `close` stops everything in an order that loses nothing."""

    _file_found = Signal(object)
    _channel_checked = Signal(object)
    _folder_checked = Signal(str)
    _sound_played = Signal(bool, str)
    _delivered = Signal(object)
    _checks_failed = Signal(str)

    def __init__(self, desk: Desk, opened: OpenWindow) -> None:
        """Connects the scheduler to an open window; it lives as long as the window."""
        super().__init__(opened.window)
        self._desk = desk
        self._starts = False
        self._closing = threading.Event()
        self._jobs = UpkeepJobs(desk, self._closing, opened.gateway.announce)
        self.opened = opened
        shell, window = self.opened.shell, self.opened.window
        self._receipts = Receipts(shell, self)
        self._sound = AlarmSound(on_played=self._sound_played.emit)
        self._notifier = Notifier(
            DesktopChannel(), on_delivery=self._delivered.emit, on_state=self._channel_checked.emit
        )
        self.alarm = AlarmController(shell, AlarmWindow(shell.theme, desk.clock), notify=self._notify, sound=self._play)
        memory = WindowMemory(desk.folder.root / "window.ini")
        self.cockpit = CockpitController(shell, CockpitWindow(shell.theme, desk.clock, memory), memory)
        self.tray = Tray(
            shell,
            window,
            memory=memory,
            record_quit=self._record_quit,
            leave=self.opened.application.quit,
            notify=lambda title, text: self._notifier.send([Notice(title, text)]),
        )
        self._front = FrontDoor(desk.folder.root, window.raise_window, self)
        self._checking = Checking(
            desk,
            self._closing,
            changed=lambda: opened.gateway.announce(Change.SETTINGS),
            failed=self._checks_failed.emit,
        )
        self._rounds = WatchRounds(
            desk, opened, ring=lambda: self._play(False, 0), show=self.alarm.window.body.show_watch
        )
        self._hinges = Hinges(
            desk,
            opened,
            ring=lambda: self._play(False, 0),
            notify=lambda title, text: self._notifier.send([Notice(title, text)]),
        )
        self._offers = PlatformOffers(opened)
        self._newer = NewerVersion(shell)
        self._folder = FolderWatch(self._watched_folder, self._file_found.emit)
        self._scheduler = SchedulerService(
            desk.clock,
            on_tick=self.alarm.tick,
            on_gap=lambda gap: self.alarm.gap(gap.since, gap.until, gap.leap.value),
            next_due=lambda: reminder_acts.next_due(desk),
            also={
                "folder": (self._look_into_folder, WATCH_SECONDS),
                "downloads": (self._offers.look_into_downloads, WATCH_SECONDS),
                "copy": (self._jobs.copy, _COPY_CHECK_SECONDS),
                "drill": (self._jobs.drill, _DRILL_CHECK_SECONDS),
                "search": (self._jobs.tidy_search, _TIDY_SECONDS),
                "checks": (self._checking.run, _CHECK_SECONDS),
                "contacts": (self._jobs.watch_contacts, _CONTACT_SECONDS),
                "rounds": (self._rounds.settle, SETTLE_SECONDS),
                "hinges": (self._hinges.remind, REMIND_SECONDS),
                "version": (self._newer.look, LOOK_SECONDS),
            },
            speed=getattr(desk.clock, "speed", 1.0),
        )
        self._join()

    @property
    def settled(self) -> bool:
        """Whether everything that follows a start is done: reminders of an absence, the due checks, the sweep."""
        return self.alarm.settled and self._checking.settled and self._jobs.swept

    def close(self) -> None:
        """Stops the scheduler, then the notices, then the desk thread after its remaining work."""
        self._closing.set()
        self.opened.window.guard.stop()
        self._scheduler.stop()
        self._offers.stop()
        self._notifier.stop()
        self._sound.stop()
        self.alarm.stop()
        self.cockpit.stop()
        self.tray.stop()
        self._front.close()
        self.opened.window.on_close(lambda: True)
        self.opened.close()
        copying.try_back_up(self._desk, reason=CopyReason.QUIT, only_if_changed=True)

    def _join(self) -> None:
        window, shell = self.opened.window, self.opened.shell
        self._file_found.connect(self._take_in)
        self._channel_checked.connect(self._show_channel)
        self._sound_played.connect(self._show_sound)
        self._sound_played.connect(self._receipts.heard)
        self._delivered.connect(self._take_delivery)
        self.alarm.window.shown.connect(self._receipts.shown)
        self.opened.gateway.changed.connect(self._after_change)
        self._folder_checked.connect(self._show_folder)
        self._checks_failed.connect(self._show_damage)
        self._show_folder("")
        self.alarm.rows_changed.connect(self._count_rows)
        window.on_close(self.tray.may_close)
        shell.join(
            Clockwork(
                bring_back_alarm=self.alarm.bring_back,
                test_alarm=self._test_alarm,
                take_cockpit_keys=self.cockpit.take_keys,
                toggle_cockpit=self.cockpit.toggle,
                ask_to_quit=self.tray.ask_to_quit,
            )
        )
        self.tray.add("转到签收台", self.cockpit.take_keys)
        self._notifier.start()
        self.tray.start()
        shell.settings_changed.connect(self._start_with_session)
        shell.person_changed.connect(self._jobs.hand_over)
        self._start_with_session()
        self._show_input()
        shell.input_changed.connect(self._show_input)
        self.alarm.start()
        self.cockpit.start()
        self._scheduler.start()
        window.guard.missed.connect(self._scheduler.tick_now)
        window.guard.start()

    def _after_change(self, changes: Change) -> None:
        """Ticks or recomputes the wake-up after a change that may have made a reminder due sooner."""
        if changes & Change.IMPORTS:
            self._jobs.note_import()
        if changes & (Change.IMPORTS | Change.TICKETS | Change.PEOPLE):
            self._scheduler.tick_now()
        elif changes & Change.REMINDERS:
            self._scheduler.look_again()

    def _notify(self, notices: Sequence[NoticeWords]) -> None:
        self._notifier.send([Notice(words.title, words.text, words.ids) for words in notices])

    def _play(self, urgent: bool, turn: int) -> bool:
        """Plays the sound, never in a call; with it off, urgent alarms still play when they come and once a minute."""
        if self.opened.shell.calling.active and not self.alarm.trial.running:
            self._receipts.on_call()
            return True
        off = self.opened.shell.setting("sound") != "yes" and not self.alarm.trial.running
        if off and (not urgent or turn == SOUND_ONLY):
            self._receipts.muted()
            return True
        tone = Tone.LOUD if urgent and turn >= LOUD_FROM else Tone.URGENT if urgent else Tone.CALM
        return self._sound.play(tone)

    def _test_alarm(self) -> None:
        self.alarm.test_alarm()
        self.alarm.trial.answer(ReminderChannel.TRAY, self.tray.icon.isVisible(), "没有系统托盘")

    def _show_sound(self, heard: bool, why: str) -> None:
        self.alarm.trial.answer(ReminderChannel.SOUND, heard, why)

    def _count_rows(self, count: int, pressing: bool) -> None:
        self.tray.show_count(count, pressing=pressing)

    def _take_delivery(self, delivery: Delivery) -> None:
        self._receipts.noticed(delivery.ids, delivery.delivered, delivery.reason)
        if any(notice.title == TRIAL_NOTICE.title for notice in delivery.notices):
            self.alarm.trial.answer(ReminderChannel.NOTICE, delivery.delivered, delivery.reason)

    def _show_channel(self, state: ChannelState) -> None:
        self.opened.window.foot.show_notices(state.words, good=state.good)
        self.opened.shell.took_health(notices_line(state))

    def _show_damage(self, text: str) -> None:
        self.opened.shell.say(text, "red")

    def _show_input(self) -> None:
        self.opened.shell.took_health(input_line(self.opened.shell.input))

    def _show_folder(self, problem: str) -> None:
        """Shows why the watched folder cannot be read, in the foot and on the page of health."""
        self.opened.window.foot.show_folder(problem)
        self.opened.shell.took_health(folder_line(problem, self.opened.shell.setting("watched_folder")))

    def _look_into_folder(self) -> None:
        """Offers new files, on the scheduler's thread, and reports once why the folder cannot be read."""
        before = self._folder.problem
        self._folder.poll()
        if self._folder.problem != before:
            self._folder_checked.emit(self._folder.problem)

    def _watched_folder(self) -> Path | None:
        named = self.opened.shell.setting("watched_folder")
        return Path(named) if named else None

    def _take_in(self, path: Path) -> None:
        """Imports a new export, once per content; the message bar shows the result."""
        gateway, shell = self.opened.gateway, self.opened.shell

        def known(answer: bool) -> None:
            if not answer:
                gateway.submit(
                    intake_acts.import_file, on_done=show_outcome, person=THE_DESK, path=path, old_as_backlog=True
                )

        def show_outcome(outcome: Outcome[intake_acts.FileResult]) -> None:
            if outcome.result.refused:
                shell.say(f"{outcome.message}；退回的行见 {outcome.result.problems_file}", tone="amber")
            elif outcome.result.notes:
                shell.say(outcome.message, tone="amber")

        gateway.read(lambda desk: intake_acts.was_imported(desk, path=path), known, key=("watched", path))

    def _start_with_session(self) -> None:
        """Keeps the start at login in step with the setting; a rehearsal never starts at login."""
        wanted = self.opened.shell.setting("start_with_session") == "yes"
        if self._desk.folder.is_rehearsal or wanted == self._starts:
            return
        self._starts = wanted
        root = self._desk.folder.root
        command = start_command(None if root == default_root().absolute() else root)
        self.opened.gateway.read(
            lambda _desk: set_session_start(wanted, command), lambda _done: None, key="start-with-session"
        )

    def _record_quit(self, still_open: int, then: Callable[[], None]) -> None:
        if not still_open:
            then()
            return
        self.opened.gateway.submit(
            outage.note_quit,
            on_done=lambda _outcome: then(),
            person=self.opened.shell.person,
            still_open=still_open,
        )
