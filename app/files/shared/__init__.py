"""What readers and writers stand on: rows, cells, problems, files put aside until they are whole."""
