"""Makes the shipped model anew: `python -m tests.corpus.owner_model` writes resources/owner/model.json.

To be called whenever resources/owner/table.toml, texts.tsv or context.toml changes; a test compares them.
"""

from __future__ import annotations

from app.base.resources import resource
from app.rules.owner.classifier import model_text
from app.rules.owner.table import shipped_owners
from app.rules.owner.training import trained


def shipped_training() -> str:
    """The text of the model file as it follows from the shipped table, texts and context."""
    return model_text(trained(shipped_owners()))


if __name__ == "__main__":
    path = resource("owner", "table.toml").with_name("model.json")
    path.write_text(shipped_training(), encoding="utf-8", newline="\n")
