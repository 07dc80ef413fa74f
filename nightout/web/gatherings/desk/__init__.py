"""The coordinator's desk: the queue, decisions, files, numbers, and the rules of the night."""
