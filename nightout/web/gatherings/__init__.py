"""Gatherings: what neighbours register, coordinators decide, and the public may see."""
