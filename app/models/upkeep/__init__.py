"""Verified copies of the register."""
