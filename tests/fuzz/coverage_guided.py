"""One target under a fuzzer that follows the code: run by `run.py` in a process of its own.

Arguments: the target's name, then libFuzzer's own (`-max_total_time=60`, folders of inputs …).
"""

import sys
from contextlib import ExitStack
from importlib import import_module

import atheris

with atheris.instrument_imports(include=["desktop_app.importers", "desktop_app.domain.coordinates"]):
    from desktop_app.importers.formats import IMPORTERS
    from tests.fuzz.targets import Fuzzing, alarm

    for _importer in IMPORTERS:
        import_module(_importer)


def main() -> None:
    """Fuzz until libFuzzer has done what it was asked for; it ends the process."""
    with ExitStack() as opened:
        fuzzing = Fuzzing(opened)
        fuzzing.warm_up()
        target = fuzzing.targets()[sys.argv.pop(1)]

        def one(data: bytes) -> None:
            with alarm():
                target(data)

        atheris.Setup(sys.argv, one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
