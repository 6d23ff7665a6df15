"""The import dialog: files dropped or chosen, looked at, taken in one after the other, and what became of each."""
