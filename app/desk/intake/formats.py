"""The format of imported files as an office has taught it: its versions, saving, one file out and in, and a trial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.intake.format_rows import FormatVersion, TrialColumn, TrialWord, read_lines
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import whole_path
from app.files.intake.previews import FilePreview
from app.files.shared.aside import written_aside
from app.files.shared.targets import check_target
from app.models.register.stores import Stores
from app.rules.intake.formats import GROUPS, Format, Learned, format_data, joined, read_format
from app.rules.intake.meaning import meaning_of
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.shared.toml_text import read_toml, toml_text

_WORDS_SHOWN = 40
_ABOUT = "# 导入格式：栏目名称和答案写法，由“导入格式”页导出，可在别的单位导入。\n"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of a format file did: headers and words in it, those that were new, and what is in force now."""

    given: int
    added: int
    whole: int
    saved: bool


def in_force(stores: Stores) -> Format:
    """The format that holds; the empty one before anything was taught, or when its row cannot be read."""
    row = stores.formats.newest()
    return _format_of(row.body) if row is not None else Format()


def learned(desk: Desk) -> Learned:
    """Everything people taught the reader: the format, and headers chosen in the preview by kind of file."""
    with desk.register.reading() as stores:
        return learned_with(stores, in_force(stores))


def learned_with(stores: Stores, whole: Format) -> Learned:
    """What the reader knows with this format."""
    return Learned(stores.imports.every_alias(), whole.by_header, whole.by_word)


def versions(desk: Desk) -> list[FormatVersion]:
    """Every version, newest first; the last one is the empty one that ships."""
    with desk.register.reading() as stores:
        rows = stores.formats.versions()
    newest = rows[-1].id if rows else None
    kept = [
        FormatVersion(_format_of(row.body), row.made_at, row.made_by, row.note, row.id == newest) for row in rows[::-1]
    ]
    return [*kept, FormatVersion(Format(), None, "", "", newest is None)]


def save(desk: Desk, *, person: Person, lines: Sequence[Sequence[str]], note: str = "") -> Outcome[int]:
    """Stores a new version, which holds from the next file on.

    Raises:
        BadFormat: a row cannot be taken.
        Refused: nothing has changed.

    """
    return _save(desk, person, read_lines(lines), note)


def export(desk: Desk, *, person: Person, path: Path, replace: bool = False) -> Outcome[int]:
    """Writes the format in force as one small file.

    Raises:
        NotAllowed: the person may not export.
        Refused: the place is no file that may be written.
        AlreadyThere: there is such a file, and `replace` was not given.
        EnvironmentFault: it cannot be written.

    """
    require(person, Action.EXPORT)
    target = whole_path(path)
    check_target(target, desk.folder, replace=replace)
    with desk.register.reading() as stores:
        whole = in_force(stores)
    with written_aside(target) as aside:
        aside.write_text(_ABOUT + toml_text(format_data(whole)), encoding="utf-8", newline="\n")
    return Outcome(Change.NOTHING, whole.size, f"已导出 {whole.size} 个写法：{path.name}")


def import_(desk: Desk, *, person: Person, path: Path, note: str = "") -> Outcome[Taken]:
    """Adds the headers and words of a format file to those in force, as a new version; where they differ it counts.

    Raises:
        FileRefused: it cannot be read, is too large or no format file.

    """
    require(person, Action.SETTINGS)
    given = read_file(desk, path=path)
    with desk.register.reading() as stores:
        before = in_force(stores)
    whole = joined(before, given)
    added = len(_entries(given) - _entries(before))
    if whole == before:
        result = Taken(given.size, 0, whole.size, saved=False)
        return Outcome(Change.NOTHING, result, f"{path.name}：{given.size} 个写法都已有，没有改动")
    _save(desk, person, whole, note or f"从 {path.name} 导入")
    result = Taken(given.size, added, whole.size, saved=True)
    return Outcome(Change.SETTINGS | Change.JOURNAL, result, f"{path.name}：{given.size} 个写法，新增或改动 {added} 个")


def read_file(desk: Desk, *, path: Path) -> Format:
    """The format in a file, read by the reading process.

    Raises:
        FileRefused: it cannot be read, is too large or no format file.

    """
    try:
        return desk.reader.format(whole_path(path))
    except FileRefused:
        raise
    except Refused as error:
        raise FileRefused(f"{path.name} 不是导入格式文件：{error.message}") from error


def trial(desk: Desk, *, path: Path, lines: Sequence[Sequence[str]]) -> list[TrialColumn]:
    """What each column of a file becomes with the format in force, and what it would become with these rows.

    Raises:
        FileRefused: the file cannot be read as a whole.
        BadFormat: a row cannot be taken.

    """
    would = read_lines(lines)
    with desk.register.reading() as stores:
        holds = in_force(stores)
        sides = [learned_with(stores, one) for one in (holds, would)]
    now, then = (
        desk.reader.preview(whole_path(path), now=desk.now(), learned=side, named={}, rows=100) for side in sides
    )
    return _compared(now, then, holds, would)


def _save(desk: Desk, person: Person, whole: Format, note: str) -> Outcome[int]:
    require(person, Action.SETTINGS)
    with desk.register.writing() as stores:
        if whole == in_force(stores):
            raise Refused("导入格式没有改动，没有保存")
        body = toml_text(format_data(whole))
        stores.formats.add(body, at=desk.now(), who=person.name, note=note.strip())
        text = f"导入格式保存为新版本，{whole.size} 个写法" + (f"；{note.strip()}" if note.strip() else "")
        write_line(desk, stores, person, JournalVerb.FORMAT, text)
    return Outcome(Change.SETTINGS | Change.JOURNAL, whole.size, "导入格式已保存为新版本，下一个文件起照此识别")


def _format_of(body: str) -> Format:
    try:
        return read_format(read_toml(body))
    except Refused:
        return Format()  # a row that cannot be read teaches nothing


def _entries(whole: Format) -> set[tuple[str, str]]:
    words = {
        (f"{name}={meaning}", word)
        for name, meanings in whole.words.items()
        for meaning, some in meanings.items()
        for word in some
    }
    return {(name, header) for name, headers in whole.headers.items() for header in headers} | words


def _compared(now: FilePreview, then: FilePreview, holds: Format, would: Format) -> list[TrialColumn]:
    before = {(sheet.name, one.header): one.field for sheet in now.sheets for one in sheet.columns}
    rows = []
    for sheet in then.sheets:
        for at, one in enumerate(sheet.columns):
            texts = [row[at] for row in sheet.rows if row[at]]
            was = before.get((sheet.name, one.header))
            words = _words(one.field, texts, holds, would)
            rows.append(TrialColumn(sheet.name, one.header, was, one.field, mask_text(one.example), words))
    return rows


def _words(field: str | None, texts: Sequence[str], holds: Format, would: Format) -> tuple[TrialWord, ...]:
    """The words of a column that the format has a say in: what each becomes now, and would become."""
    if field is None or field not in GROUPS:
        return ()
    seen = dict.fromkeys(texts)
    return tuple(
        TrialWord(mask_text(text), meaning_of(field, text, holds.by_word), meaning_of(field, text, would.by_word))
        for text in list(seen)[:_WORDS_SHOWN]
    )
