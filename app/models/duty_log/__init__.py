"""The duty log."""
