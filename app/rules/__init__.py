"""The law of the field as pure functions and frozen values; `now` is always an argument."""
