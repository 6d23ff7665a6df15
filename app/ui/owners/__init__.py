"""Who owns what on the screen: the line under a ticket, and the page that edits the table."""
