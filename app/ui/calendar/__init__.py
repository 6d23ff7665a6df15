"""The page of the calendar: the known years, and a pasted notice as a year."""
