"""What was promised to a caller: seen in the ticket, confirmed, moved and ended by keys."""
