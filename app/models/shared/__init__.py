"""The shared parts of all stores: columns, records, the engine, direct statements."""
