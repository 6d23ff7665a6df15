"""The command `closing`: the closing list of a period as lines and as JSON."""
