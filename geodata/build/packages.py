"""Where the packages of PyPI lie."""

from importlib.util import find_spec
from pathlib import Path


def package_folder(module: str) -> Path:
    """Folder of an installed package, without importing it.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    spec = find_spec(module)
    places = list(spec.submodule_search_locations or []) if spec is not None else []
    if not places:
        raise ModuleNotFoundError(f"{module} is not installed", name=module)
    return Path(places[0])
