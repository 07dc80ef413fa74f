"""Speed, memory and size, ours and a peer's in the same run: `make bench`."""
