"""The reading process itself: takes one request after the other on its input and ends when that closes."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from typing import IO

from app.base.errors import DeskError
from app.files.apart.answers import answer
from app.files.apart.limits import Limits
from app.files.apart.messages import ASK, REFUSED, receive, send

IDLE_SECONDS = 300.0


def main() -> None:
    """Serves until the input closes, a file left too much memory, or nothing was asked for five minutes."""
    requests, replies = _own_pipes()
    limits = Limits()
    gc.disable()  # rows hold no circles; what is left of a file is collected after it
    gc.freeze()
    while (message := _next(requests)) is not None:
        if message[0] != ASK:
            break
        serve(message[1], replies, limits)
        gc.collect()
        if limits.swollen:
            break


def serve(body: bytes, replies: IO[bytes], limits: Limits) -> None:
    """Answers one request; every refusal goes back as such."""
    try:
        answer(pickle.loads(body), replies, limits)  # noqa: S301 - our own desk wrote it
    except DeskError as error:
        send(replies, REFUSED, pickle.dumps(error))


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Input and output for the messages alone: whatever a library prints goes to the error output."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return requests, replies


def _next(requests: IO[bytes]) -> tuple[bytes, bytes] | None:
    rest = threading.Timer(IDLE_SECONDS, os._exit, (0,))
    rest.daemon = True
    rest.start()
    try:
        return receive(requests)
    finally:
        rest.cancel()
