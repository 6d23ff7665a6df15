#!/bin/sh
# The Python of a folder that may lie anywhere: its program loader is named by hand.
here=${0%/bin/python}
exec "$here/lib/@LOADER@" --argv0 "$0" "$here/bin/python3.11" "$@"
