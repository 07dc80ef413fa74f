"""What lies under the maps: states for everybody, streets where an operator brought them."""
