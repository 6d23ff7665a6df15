"""Mass events with their tickets, wordings, notices and papers."""
