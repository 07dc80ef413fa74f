"""Pages for neighbors: register, confirm, change, find."""
