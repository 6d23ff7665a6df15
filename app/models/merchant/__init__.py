"""Merchants: which ticket names which, what they may share, and what persons decided."""
