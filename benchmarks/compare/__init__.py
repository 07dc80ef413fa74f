"""Measurements of `nightout.compare`."""
