"""Reads incoming files: workbooks, text tables, print forms, archives, pictures."""
