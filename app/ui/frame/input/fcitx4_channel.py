"""The input context of fcitx 4 on the session bus: keys go out, composed and committed text comes back."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass

from jeepney import DBusAddress, Message, MessageFlag, MessageType, message_bus, new_method_call
from jeepney.bus_messages import MatchRule
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

_INPUT_METHOD, _CONTEXT = "org.fcitx.Fcitx.InputMethod", "org.fcitx.Fcitx.InputContext"
# A key waits no longer than this for fcitx, and then counts as not taken; the first one waits until words are loaded.
_KEY_SECONDS, _FIRST_SECONDS, _OPEN_SECONDS = 0.05, 0.5, 0.5
# The composition is shown in the field itself.
_SHOWS_PREEDIT = 1 << 1
_KEPT = 64


@dataclass(frozen=True, slots=True)
class News:
    """What fcitx says: committed text, or the composition with its cursor in bytes of UTF-8."""

    text: str
    committed: bool
    cursor: int = 0


class Channel:
    """One input context. Every call fails with OSError or TimeoutError when fcitx or the bus is gone."""

    def __init__(self, connection: DBusConnection, service: str) -> None:
        self._connection = connection
        factory = DBusAddress("/inputmethod", bus_name=service, interface=_INPUT_METHOD)
        ask = new_method_call(factory, "CreateICv3", "si", ("jiesu-desk", os.getpid()))
        number = unwrap_msg(connection.send_and_get_reply(ask, timeout=_OPEN_SECONDS))[0]
        path = f"/inputcontext_{number}"
        self._context = DBusAddress(path, bus_name=service, interface=_CONTEXT)
        rule = MatchRule(type="signal", sender=service, path=path, interface=_CONTEXT)
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_OPEN_SECONDS)
        self._has_words = False
        self._news: deque[Message] = deque(maxlen=_KEPT)
        self._filter = connection.filter(MatchRule(type="signal", path=path, interface=_CONTEXT), queue=self._news)
        self.tell("SetCapacity", "u", (_SHOWS_PREEDIT,))

    @property
    def socket(self) -> int:
        """The file descriptor that becomes readable when fcitx says something by itself."""
        return int(self._connection.sock.fileno())

    def press(self, symbol: int, code: int, state: int, at: int, *, released: bool) -> bool:
        """Whether fcitx takes the key: X key symbol, X key code, X modifiers, and the time in milliseconds."""
        body = (symbol, code, state, int(released), at & 0xFFFFFFFF)
        ask = new_method_call(self._context, "ProcessKeyEvent", "uuuiu", body)
        wait = _KEY_SECONDS if self._has_words else _FIRST_SECONDS
        reply = self._connection.send_and_get_reply(ask, timeout=wait)
        taken = reply.header.message_type is MessageType.method_return and reply.body[0] > 0
        self._has_words = self._has_words or taken
        return bool(taken)

    def tell(self, method: str, signature: str = "", body: tuple[int, ...] = ()) -> None:
        """Calls a method of the context without waiting for its end."""
        call = new_method_call(self._context, method, signature or None, body)
        call.header.flags |= MessageFlag.no_reply_expected
        self._connection.send(call)

    def read(self) -> None:
        """Takes in what lies in the socket."""
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            return

    def news(self) -> list[News]:
        """What fcitx has said since the last call, in order."""
        found = []
        while self._news:
            message = self._news.popleft()
            member = message.header.fields.get(3)
            if member == "CommitString":
                found.append(News(str(message.body[0]), committed=True))
            elif member == "UpdatePreedit":
                found.append(News(str(message.body[0]), committed=False, cursor=int(message.body[1])))
        return found

    def close(self) -> None:
        """Ends the context."""
        self._filter.close()
        self._connection.close()


def open_channel(display: str) -> Channel | None:
    """The channel to the fcitx 4 of an X display (`:0`, `host:10.0`); None when none answers."""
    number = display.rpartition(":")[2].partition(".")[0] or "0"
    try:
        connection = open_dbus_connection(auth_timeout=_OPEN_SECONDS)
    except (OSError, TimeoutError, KeyError):
        return None
    try:
        return Channel(connection, f"org.fcitx.Fcitx-{number}")
    except Exception:  # an error of the bus in whatever form: there is no such fcitx
        connection.close()
        return None
