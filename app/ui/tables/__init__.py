"""The plain list of the registers: rows as data, one painter, keys; no widget per row."""
