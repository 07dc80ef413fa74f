"""The forms that neighbors and coordinators fill in."""
