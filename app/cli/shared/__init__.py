"""What every command uses: one call of the program, arguments, questions, output, files written."""
