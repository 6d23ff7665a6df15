"""Starts and stops the clockwork: the tick, clock jumps, notices, the watched folder."""
