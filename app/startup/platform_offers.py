"""What the platform gives beside a window: texts in the clipboard and new exports in the downloads folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from app.scheduler.watch import FolderWatch
from app.ui.frame.application import OpenWindow
from app.ui.intake.clipboard import ClipboardWatch
from app.ui.intake.offers import offers_of


class PlatformOffers(QObject):
    """`look_into_downloads` runs on the scheduler's thread; what it found comes to the window's.

    Files that were there when the watch began are not new.
    """

    _found = Signal(object)

    def __init__(self, opened: OpenWindow) -> None:
        super().__init__(opened.window)
        self._shell = opened.shell
        self.clipboard = ClipboardWatch(self._clipboard_wanted, self)
        self._downloads = FolderWatch(self._folder, self._found.emit, only_new=True)
        offers = offers_of(opened.shell)
        if offers is not None:
            self.clipboard.copied.connect(offers.look_at_text)
            self._found.connect(offers.look_at_file)

    def look_into_downloads(self) -> None:
        """Offers new files of the downloads folder."""
        self._downloads.poll()

    def stop(self) -> None:
        """Ends the watch over the clipboard."""
        self.clipboard.stop()

    def _clipboard_wanted(self) -> bool:
        return self._shell.setting("clipboard_watch") == "yes"

    def _folder(self) -> Path | None:
        """The downloads folder; None while it is not watched, or its files are imported by themselves anyway."""
        if self._shell.setting("downloads_watch") != "yes":
            return None
        named = self._shell.setting("downloads_folder")
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        folder, imported = named or usual, self._shell.setting("watched_folder")
        return Path(folder) if folder and not (imported and Path(imported) == Path(folder)) else None
