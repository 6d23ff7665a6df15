"""The table of the dated settings of figures."""

from __future__ import annotations

from sqlalchemy import Column, Text

from app.models.shared.columns import versions_table

figure_settings = versions_table("figure_settings", Column("effective_from", Text, nullable=False))
