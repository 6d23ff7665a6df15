"""A private message bus: nothing of this machine's own session is reached, and every notice on it is seen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, message_bus, new_method_call, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.support.needs import must_find
from tests.support.patience import PATIENCE
from tests.support.processes import Program, stopped_on_failure, wait_until
from tests.support.screen import Screen

NOTIFICATIONS = "org.freedesktop.Notifications"
_MONITORING = DBusAddress(
    "/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus.Monitoring"
)
# No service folders: nothing starts by itself on this bus.
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def connect(address: str) -> DBusConnection:
    """A connection to the bus with this address."""
    return open_dbus_connection(address, auth_timeout=PATIENCE)


class PrivateBus:
    """A session bus in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        socket = folder / "bus"
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(socket=socket), "utf-8")
        self._daemon = Program(
            [must_find("dbus-daemon"), "--nofork", f"--config-file={configuration}"], {}, folder / "bus.log"
        )
        self.address = f"unix:path={socket}"
        with stopped_on_failure(self._daemon):
            wait_until(self._answers, what="message bus")

    def connect(self) -> DBusConnection:
        """A new connection to this bus."""
        return connect(self.address)

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except OSError:
            return False
        return True

    def has(self, name: str) -> bool:
        """Whether somebody on the bus answers to a name."""
        with self.connect() as connection:
            return bool(connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=PATIENCE).body[0])

    def close(self) -> None:
        """Takes the bus away."""
        self._daemon.stop()


@dataclass(frozen=True, slots=True)
class Notice:
    """One desktop notification as a program asked for it."""

    program: str
    title: str
    body: str
    urgency: int | None
    timeout_ms: int
    arrived: float = field(compare=False)


class NoticeRecorder:
    """Listens in on a bus and keeps every notification asked for, whoever shows it."""

    def __init__(self, bus: PrivateBus) -> None:
        self._notices: list[Notice] = []
        self._news = threading.Condition()
        self._connection = bus.connect()
        rule = f"type='method_call',interface='{NOTIFICATIONS}',member='Notify'"
        ask = new_method_call(_MONITORING, "BecomeMonitor", "asu", ([rule], 0))
        self._connection.send_and_get_reply(ask, timeout=PATIENCE)
        self._listener = _Listener("harness-notices", self._connection, self._hear)

    @property
    def received(self) -> list[Notice]:
        """What arrived so far, oldest first."""
        with self._news:
            return list(self._notices)

    def wait_for(self, fits: Callable[[Notice], bool] = lambda _: True, *, timeout: float = PATIENCE) -> Notice:
        """The first notice that fits, waiting for it if need be.

        Raises:
            TimeoutError: none came; the text lists those that did.

        """
        with self._news:
            if not self._news.wait_for(lambda: any(fits(notice) for notice in self._notices), timeout):
                raise TimeoutError(f"no such notice within {timeout:g} s, only {self._notices}")
            return next(notice for notice in self._notices if fits(notice))

    def forget(self) -> None:
        """Starts again from nothing."""
        with self._news:
            self._notices.clear()

    def close(self) -> None:
        """Stops listening."""
        self._listener.close()

    def _hear(self, message: Message) -> None:
        if message.header.fields.get(HeaderFields.member) != "Notify" or len(message.body) != 8:
            return
        program, _, _, title, body, _, hints, timeout_ms = message.body
        urgency = hints.get("urgency", (None, None))[1]
        with self._news:
            self._notices.append(Notice(program, title, body, urgency, timeout_ms, time.monotonic()))
            self._news.notify_all()


class StandInDaemon:
    """Answers to the notification daemon's name; with `answers=False` it takes calls and never replies."""

    def __init__(self, bus: PrivateBus, *, answers: bool = True) -> None:
        self._answers = answers
        self._count = 0
        self._connection = bus.connect()
        self._connection.send_and_get_reply(message_bus.RequestName(NOTIFICATIONS), timeout=PATIENCE)
        self._listener = _Listener("harness-daemon", self._connection, self._serve)

    def close(self) -> None:
        """Gives the name back."""
        self._listener.close()

    def _serve(self, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call or not self._answers:
            return
        signature, body = self._answer(message.header.fields.get(HeaderFields.member, ""))
        self._connection.send(new_method_return(message, signature, body))

    def _answer(self, member: str) -> tuple[str | None, tuple[Any, ...]]:
        if member == "Notify":
            self._count += 1
            return "u", (self._count,)
        if member == "GetCapabilities":
            return "as", (["body"],)
        if member == "GetServerInformation":
            return "ssss", ("stand-in", "tests", "1", "1.2")
        return None, ()


class RealDaemon:
    """dunst, showing notices on a screen."""

    def __init__(self, bus: PrivateBus, screen: Screen) -> None:
        settings = bus.folder / "dunstrc"
        settings.write_text(
            "[global]\n    origin = top-right\n    font = Noto Sans CJK SC 11\n    width = 360\n", "utf-8"
        )
        surroundings = screen.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        self._program = Program([must_find("dunst"), "-conf", str(settings)], surroundings, bus.folder / "dunst.log")
        with stopped_on_failure(self._program):
            wait_until(lambda: bus.has(NOTIFICATIONS), what="notification daemon")

    def close(self) -> None:
        """Ends dunst, as a crash of the daemon does."""
        self._program.stop()


class _Listener:
    """A thread that hands every message of a connection on, until it is closed."""

    def __init__(self, name: str, connection: DBusConnection, hand_on: Callable[[Message], None]) -> None:
        self._connection = connection
        self._hand_on = hand_on
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, name=name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join(PATIENCE)
        self._connection.close()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                message = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            except OSError:
                return
            self._hand_on(message)
