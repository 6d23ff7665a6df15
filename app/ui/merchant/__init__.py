"""Merchants on the screen: the page, and the line under a ticket."""
