"""Finding a gathering: list, map, page, feeds, all through the one public door."""
