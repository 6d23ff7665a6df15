"""What every store stands on: columns, records, the engine, direct statements."""
