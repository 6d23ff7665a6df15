"""Signed handover sheets, and the reminders of shifts without one."""
