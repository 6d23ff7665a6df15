"""The month's hinges: what is to be closed in a period, and the steps taken about its ranking."""
