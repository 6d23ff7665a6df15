"""Where a paper begins from earlier words: of a file dropped back, of the issue it corrects, of the last issue."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk.paper.names import issued_of, name_of, name_of_record
from app.desk.paper.register import last_issued_before
from app.desk.paper.rows import PaperName
from app.desk.shared.context import Desk
from app.files.readers.papers import lines_in
from app.models.register.stores import Stores
from app.rules.paper.last_words import analyst_words
from app.rules.paper.model import Paper


def last_words(desk: Desk, paper: Paper) -> Mapping[str, str]:
    """The analyst's words from which a built paper begins, as app.rules.paper.last_words takes them.

    A 更正稿 begins from the words of the paper it corrects; a draft from those of the newest file that was dropped back
    onto an earlier draft of it; any other from those of the last issued paper of its kind and subject.
    """
    name = name_of(paper)
    with desk.register.reading() as stores:
        issued = issued_of(stores, name)
        back = None if issued else _dropped_back(stores, name)
        last = issued[-1] if issued else last_issued_before(stores, paper)
        if back is None:
            return {} if last is None else stores.papers.contents(last.id).words
        content = stores.paper_drafts.compared_content(back)
    return analyst_words(lines_in(content), paper)


def _dropped_back(stores: Stores, name: PaperName) -> int | None:
    """The newest file that was dropped back onto any draft of a report, by its id."""
    drafts = [one.id for one in stores.paper_drafts.listed(name.kind, name.period) if name_of_record(one) == name]
    for draft_id in reversed(drafts):
        found = stores.paper_drafts.last_comparison(draft_id)
        if found is not None:
            return found.id
    return None
