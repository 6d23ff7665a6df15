"""The archive at the end of the service: what stands where, and how stored values are shown."""
