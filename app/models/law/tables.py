"""The tables of rule versions and calendar years."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text

from app.models.shared.columns import versions_table

rule_versions = versions_table("rule_versions", Column("effective_from", Text, nullable=False))


calendar_years = versions_table("calendar_years", Column("year", Integer, nullable=False))
