"""What a report says: periods, the day log, the rates; computed once, in one place."""
