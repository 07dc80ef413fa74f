"""Measurements of `nightout.cli`."""
