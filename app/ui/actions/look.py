"""Changes how the window looks: light and dark, larger and smaller."""

from __future__ import annotations

from app.desk import setting
from app.ui.frame.shell import Shell
from app.ui.look.theme import THEME_WORDS, ThemeMode

STEP = 10


def next_theme(shell: Shell) -> None:
    """Goes to the next of system, hours, light, dark, and keeps it as a setting."""
    modes = list(ThemeMode)
    mode = modes[(modes.index(shell.theme.mode) + 1) % len(modes)]
    shell.theme.choose(mode=mode, now=shell.now())
    shell.say(f"界面明暗：{THEME_WORDS[mode]}")
    _keep(shell, "theme", mode.value)


def scale_by(shell: Shell, step: int) -> None:
    """Makes the font larger or smaller within 100–150 %, and keeps it as a setting."""
    shell.theme.choose(scale=shell.theme.scale + step, now=shell.now())
    shell.say(f"字号 {shell.theme.scale} %")
    _keep(shell, "font_percent", str(shell.theme.scale))


def _keep(shell: Shell, name: str, value: str) -> None:
    if shell.person.name:
        shell.gateway.submit(setting.change, quiet=True, person=shell.person, name=name, value=value)
