"""The scheduler: the tick, the heartbeat, desktop notices, the alarm sound and the watched folder."""
