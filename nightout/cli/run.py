"""Running a command: what is printed where, and which code it ends with."""

from __future__ import annotations

import atexit
import gc
import sys

__all__ = ["main"]

INTERRUPTED = 130
# Ctrl-C may come a moment after a commit, so that "nothing was changed" would be a guess.
STOPPED = (
    "nightout: stopped. A load lands whole or not at all: `nightout status CITY` shows the last."
)


def main() -> None:
    """Run the command line: 0 when done, 2 when the input is wrong, 1 when we are.

    Errors of the input are one message without a trace. Ctrl-C leaves everything as it was.
    """
    atexit.register(_leave_rubbish)
    from nightout.cli.app import app
    from nightout.errors import NightoutError

    try:
        app()
    except NightoutError as error:
        print(f"nightout: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except SystemExit as end:
        # Typer turns Ctrl-C into this code and says nothing.
        if end.code == INTERRUPTED:
            print(STOPPED, file=sys.stderr)
        raise
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(
            f"nightout: {error.strerror or error}:{where}. Check that it is there, that it may be "
            "written, and that the disk has room.",
            file=sys.stderr,
        )
        sys.exit(NightoutError.exit_code)


def _leave_rubbish() -> None:
    """Let Python end without looking through all objects for rubbish.

    It is a seventh of a command that answers in a second. DuckDB says of its objects that are
    found too late that they leaked: where it was used, they are looked for.
    """
    if "duckdb" not in sys.modules:
        gc.freeze()
