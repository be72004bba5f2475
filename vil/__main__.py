"""`python -m vil` is `vil`."""

from vil.cli import main

main()
