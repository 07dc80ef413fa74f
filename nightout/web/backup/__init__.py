"""Backups of a site: taken while it is used, and brought back whole."""
