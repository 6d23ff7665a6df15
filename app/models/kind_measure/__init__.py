"""Measures against a kind of problem."""
