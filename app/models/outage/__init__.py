"""Outages: periods without reminders."""
