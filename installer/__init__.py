"""Prepares a fresh machine to open the desk or to run its checks."""
