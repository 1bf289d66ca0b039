"""`python -m tipsheet` is the command line."""

from tipsheet.cli import main

main()
