"""The form that saves a catalogue as a new version of a month; existing applications keep theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.base.errors import Refused
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.rules.exclusion.catalogue import BadCatalogue, Catalogue, ExclusionType, catalogue_data, read_catalogue
from app.rules.shared.differences import TextDifference
from app.ui.frame.shell import Shell
from app.ui.kit.versions.save_form import SaveVersionForm

_ABOUT = "自所写的月份起，只用于以后新建的申请；已开始的申请仍按原来的目录审核。"


class CatalogueForm(SaveVersionForm):
    """Shows the differences and saves the types from a month on."""

    def __init__(
        self,
        shell: Shell,
        types: Sequence[ExclusionType],
        differences: Sequence[TextDifference],
        *,
        month: str,
        on_saved: Callable[[], None],
    ) -> None:
        super().__init__(shell, "保存不纳入考核目录", _ABOUT)
        self._types = tuple(types)
        self._on_saved = on_saved
        self.add_line("month", "自哪月起", text=month, hint="如 2026-12")
        self.add_note()
        self.show_differences(differences)
        self.finish_layout()

    def submit(self) -> None:
        """Saves it as a new version."""
        self.clear_errors()
        values = self.values()
        note = values["note"].strip()
        catalogue = Catalogue(values["month"].strip(), self._types, note)
        try:
            read_catalogue(catalogue_data(catalogue))
        except BadCatalogue as error:
            self.show_refused(Refused(error.message, field="month" if error.field == "month" else ""))
            return
        self.send(exclusion_catalogue.save, lambda _outcome: self._on_saved(), catalogue=catalogue, note=note)
