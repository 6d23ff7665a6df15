"""Surveys, their forms, and who waits for a callback."""
