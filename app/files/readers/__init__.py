"""Reads what comes in: workbooks, text tables, print forms, archives, pictures."""
