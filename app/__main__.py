"""Starts the desk: `python -m app`, or the command `jiesu-desk`."""

from app.bootstrap import main

if __name__ == "__main__":
    main()
