"""The shared parts of readers and writers: rows, cells, headers, copies, files written aside."""
