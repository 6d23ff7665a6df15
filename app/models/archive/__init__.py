"""The rows of a copy of the register, for the archive."""
