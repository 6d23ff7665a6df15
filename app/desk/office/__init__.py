"""Sheets for offices: sent out as workbooks, and taken in when they come back filled."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
