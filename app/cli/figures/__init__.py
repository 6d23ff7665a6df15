"""The commands about figures and papers."""
