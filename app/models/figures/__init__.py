"""The data that the figures of a period are counted from."""
