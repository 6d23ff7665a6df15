"""Sheets for offices and their rows."""
