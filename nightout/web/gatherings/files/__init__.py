"""Gatherings in and out as tables."""
