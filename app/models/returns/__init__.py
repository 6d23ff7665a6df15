"""The return register."""
