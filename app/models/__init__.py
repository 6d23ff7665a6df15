"""Tables, engine, one unit of work with its stores, search and migrations: the only layer with SQL."""
