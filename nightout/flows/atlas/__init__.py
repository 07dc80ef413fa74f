"""The states: codes, centres, borders and outlines, from public-domain files of the Census."""
