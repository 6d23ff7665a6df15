"""Makes a new version of a month's catalogue from its text; existing applications keep their version."""

from __future__ import annotations

from dataclasses import replace

from app.base.errors import Refused
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.rules.exclusion.catalogue import BadCatalogue, Catalogue, catalogue_data, read_catalogue
from app.rules.shared.toml_text import BadToml, read_toml, toml_text
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


class CatalogueForm(FormDialog):
    """Reads the text before saving it, and shows a mistake with its place."""

    def __init__(self, shell: Shell, catalogue: Catalogue) -> None:
        about = (
            "保存为新版本，只用于以后新建的申请；已开始的申请仍按原来的目录审核。\n改月份即以此为底稿建立那个月的目录。"
        )
        super().__init__(
            shell, "修改不纳入考核目录", about=about, draft_key=f"catalogue:{catalogue.month}", main="保存新版本"
        )
        self.add_line("month", "月份", text=catalogue.month, hint="如 2026-12")
        self.add_line("note", "修改说明", text="", hint="如：商户注销改为办结后 5 日内申请")
        text = toml_text({"type": catalogue_data(catalogue)["type"]})
        self.add_text("text", "目录", lines=16, text=text)
        self.size_to(900, 640)

    def read(self) -> Catalogue:
        """The catalogue in the form.

        Raises:
            Refused: it cannot be read; the message names the place.

        """
        values = self.values()
        try:
            made = read_catalogue({**read_toml(values["text"]), "month": values["month"].strip()})
        except BadToml as error:
            raise Refused(f"目录{error.message}", field="text") from error
        except BadCatalogue as error:
            raise Refused(error.message, field="month" if error.field == "month" else "text") from error
        return replace(made, note=values["note"].strip())

    def submit(self) -> None:
        """Saves it as a new version."""
        self.clear_errors()
        try:
            catalogue = self.read()
        except Refused as refused:
            self.show_refused(refused)
            return
        self.send(exclusion_catalogue.save, catalogue=catalogue, note=catalogue.note)
