"""The versions of the exclusion catalogue as the bar lists them, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from app.desk.exclusion.catalogue import CatalogueVersion, in_force_of
from app.rules.exclusion.catalogue import FIELD_WORDS, ExclusionType
from app.rules.exclusion.catalogue_changes import field_text
from app.rules.shared.differences import Texts
from app.ui.kit.versions.bar import KnownVersion, made_words, version_name


def texts_of(types: Sequence[ExclusionType]) -> Texts:
    """The types as texts for comparing, by 大类 / 子类."""
    return {kind.words: {word: field_text(kind, name) for name, word in FIELD_WORDS.items()} for kind in types}


def known_versions(versions: tuple[CatalogueVersion, ...], month: str) -> list[KnownVersion]:
    """Every version; the one that new applications of a month are judged by is in force."""
    holding = in_force_of(versions, month)
    return [
        KnownVersion(
            version_name(version.month, version.note, in_force=version is holding, coming=version.month > month),
            made_words(version.made_by, version.made_at),
            version is holding,
            texts_of(version.catalogue.types),
            version.catalogue.types,
        )
        for version in reversed(versions)
    ]
