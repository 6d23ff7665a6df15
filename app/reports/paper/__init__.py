"""Papers as files, and how they are made and issued."""
