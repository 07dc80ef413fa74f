"""Running a command: what is printed where, and which code it ends with."""

from __future__ import annotations

import sys

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line: 0 when done, 2 when the input is wrong, 1 when we are.

    Errors of the input are one message without a trace. Ctrl-C leaves everything as it was.
    """
    from nightout.cli.app import app
    from nightout.errors import NightoutError

    try:
        app()
    except NightoutError as error:
        print(f"nightout: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("nightout: stopped; nothing was changed.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        sys.stderr.close()
        sys.exit(0)
