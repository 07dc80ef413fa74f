"""The sections of a brief: one file each, from what the brief knows to blocks of words."""
