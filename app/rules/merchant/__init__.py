"""Merchants: reading their names, and bringing several spellings of one merchant together."""
