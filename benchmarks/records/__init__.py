"""Measurements of `nightout.records`."""
