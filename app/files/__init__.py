"""Incoming and outgoing files: workbooks, CSV, print forms, pasted text; never a database."""
