"""Put the site under load; see benchmarks/web/load.py."""

from __future__ import annotations

import sys
from pathlib import Path

# From a clone, whatever the folder it is started in.
sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.web.load import main

if __name__ == "__main__":
    main()
