"""Small dialogs that write into a ticket; none blocks the window, none loses what was typed."""
