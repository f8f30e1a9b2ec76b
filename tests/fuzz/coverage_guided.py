"""One target under a fuzzer that follows the code: run by `run.py` in a process of its own.

Arguments: the target's name, then libFuzzer's own (`-max_total_time=60`, folders of inputs …).
"""

import sys
from contextlib import ExitStack
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent))
with atheris.instrument_imports(include=["desktop_app.importers", "desktop_app.domain.coordinates"]):
    from targets import Fuzzing, alarm

    import desktop_app.importers.formats as formats
    from desktop_app.importers.formats import IMPORTERS
    from importlib import import_module

    for module in IMPORTERS:
        import_module(module)


def main() -> None:
    """Fuzz until libFuzzer has done what it was asked for; it ends the process."""
    with ExitStack() as opened:
        target = Fuzzing(opened).targets()[sys.argv.pop(1)]

        def one(data: bytes) -> None:
            with alarm():
                target(data)

        atheris.Setup(sys.argv, one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
