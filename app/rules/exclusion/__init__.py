"""Exclusion from the assessment: the month's catalogue, the way of an application, the check of its dossier."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)
