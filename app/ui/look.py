"""The actions that change how the window looks: light and dark, larger and smaller."""

from __future__ import annotations

from app.desk import settings
from app.ui.shell import Shell
from app.ui.theme import THEME_WORDS, ThemeMode

STEP = 10


class LookActs:
    """Changes the look at once and keeps it as a setting."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        shell.commands.bind("theme", self.next_theme)
        shell.commands.bind("larger", lambda: self.scale_by(STEP))
        shell.commands.bind("smaller", lambda: self.scale_by(-STEP))

    def next_theme(self) -> None:
        """Goes to the next of system, hours, light, dark."""
        modes = list(ThemeMode)
        mode = modes[(modes.index(self._shell.theme.mode) + 1) % len(modes)]
        self._shell.theme.choose(mode=mode, now=self._shell.now())
        self._shell.say(f"界面明暗：{THEME_WORDS[mode]}")
        self._keep("theme", mode.value)

    def scale_by(self, step: int) -> None:
        """Makes the font larger or smaller within 100–150 %."""
        self._shell.theme.choose(scale=self._shell.theme.scale + step, now=self._shell.now())
        self._shell.say(f"字号 {self._shell.theme.scale} %")
        self._keep("font_percent", str(self._shell.theme.scale))

    def _keep(self, name: str, value: str) -> None:
        if self._shell.person.name:
            self._shell.gateway.submit(settings.change, quiet=True, person=self._shell.person, name=name, value=value)
