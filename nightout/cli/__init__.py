"""The command line: one file per command; it presents and computes nothing."""

from nightout.cli.run import main

__all__ = ["main"]
