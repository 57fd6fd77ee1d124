"""`python -m jansetu.cli`: the same command without its script on the path."""

from jansetu.cli import main

main()
