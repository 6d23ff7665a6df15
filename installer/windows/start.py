"""The first module of the Windows program."""

from app.__main__ import main

main()
