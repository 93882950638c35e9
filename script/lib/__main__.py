"""The door through which the scripts call this folder: ``python script/lib COMMAND …``.

run PROGRAM …    become that program with the engines up
server OPTIONS   everything, until Ctrl-C
prepare          the part of it that needs Django
keeper NAME FD   the keeper of one engine, started by the others
"""

import os
import sys
from pathlib import Path

# The checkout instead of this folder, so that the modules are imported by their full name.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from script.lib import check, engines, keeper, server  # noqa: E402 (the path has to be set first)
from script.lib.engine import EngineError  # noqa: E402


def main(arguments: list[str]) -> int:
    match arguments:
        case ["keeper", name, descriptor]:
            return keeper.main(name, int(descriptor))
        case ["server", *options]:
            return server.main(options)
        case ["check"]:
            return check.main()
        case ["prepare"]:
            from script.lib import prepare  # noqa: PLC0415 (Django is a second that the others save)

            return prepare.main()
        case ["run", program, *rest]:
            environment, locks = engines.acquire()
            for lock in locks:
                os.set_inheritable(lock, True)
            os.execvpe(program, [program, *rest], environment)  # noqa: S606 (no shell is wanted)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except EngineError as error:
        sys.exit(f"error: {error}")
    except PermissionError as error:
        sys.exit(f"error: {error.filename} belongs to another user; start as that one")
    except KeyboardInterrupt:
        sys.exit(130)
