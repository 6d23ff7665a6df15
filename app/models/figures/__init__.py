"""What the figures of a period are counted from."""
