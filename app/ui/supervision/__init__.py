"""The two pages of supervision: every reminder that was planned, and the expired tickets to be reported."""
