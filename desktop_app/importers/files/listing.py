"""The files that lie in folders and archives, in the order of their names."""

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import Final

from desktop_app.importers.files.archives import base_name, is_archive, members
from desktop_app.importers.files.layers import WITHIN, open_layer
from desktop_app.importers.input_file import InputFile
from desktop_app.runtime.errors import InputError

# What lies beside a Shapefile and belongs to it (ESRI, and GDAL's driver).
_BESIDE_SHAPES: Final = frozenset(
    {".dbf", ".shx", ".prj", ".cpg", ".cst", ".qpj", ".qmd", ".qix", ".sbn", ".sbx", ".fbn", ".fbx"}
)
# macOS's packer keeps what only its Finder knows under this name.
_HIDDEN_FOLDER: Final = "__MACOSX"


def files_below(path: Path) -> Iterator[InputFile]:
    """The file itself, or those of a folder and its folders; hidden ones and parts of Shapefiles left out."""
    if not path.is_dir():
        yield InputFile(path, "", shown(path.name or str(path)))
        return
    refused: list[Path] = []
    found: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: refused.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        found += [Path(folder, name) for name in names if not _is_hidden(name)]
    parts = parts_of_shapes(str(file) for file in found)
    for file in sorted([*(one for one in found if str(one) not in parts), *refused]):
        yield InputFile(file, "", shown(str(Path(path.resolve().name) / file.relative_to(path))))


def members_of(file: InputFile, layers: int) -> tuple[InputFile, ...]:
    """The members of an archive, also of archives in it; the file itself where it is none or is one document.

    Args:
        file: any file; one that cannot be read is handed back, and opening it tells why.
        layers: how many archives deep.
    """
    if not layers:
        return (file,)
    try:
        with ExitStack() as opened:
            layer = open_layer(file, opened)
            head = layer.content.read(4)
            if not is_archive(head):
                return (file,)
            if file.member:
                # An archive in an archive is spooled where one of its members is asked for.
                layer = open_layer(file._replace(member=f"{file.member}{WITHIN}"), opened)
            else:
                layer.content.seek(0)
            inside = members(layer.content, file.name, layer.size)
    except (InputError, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return (file,)
    if not inside:
        return (file,)
    parts = parts_of_shapes(member for member, _ in inside)
    found: list[InputFile] = []
    for member, name in sorted(inside, key=lambda one: one[1]):
        if member in parts or any(map(_is_hidden, PurePath(name).parts)):
            continue
        key = f"{file.member}{WITHIN}{member}" if file.member else member
        found += members_of(InputFile(file.path, key, f"{file.name}/{shown(name)}"), layers - 1)
    return tuple(found)


def damage(file: InputFile) -> str:
    """Why the members of an archive cannot be listed, as a sentence; empty where they can."""
    try:
        with ExitStack() as opened:
            member = f"{file.member}{WITHIN}" if file.member else ""
            layer = open_layer(file._replace(member=member), opened)
            members(layer.content, file.name, layer.size)
    except InputError as error:
        return str(error)
    return ""


def siblings(file: InputFile) -> tuple[InputFile, ...]:
    """Members of the same archive that have the same name but for the ending."""
    outer, _, member = file.member.rpartition(WITHIN)
    if not member:
        return ()
    with ExitStack() as opened:
        layer = open_layer(file._replace(member=f"{outer}{WITHIN}" if outer else ""), opened)
        inside = members(layer.content, file.name, layer.size)
    prefix = f"{outer}{WITHIN}" if outer else ""
    return tuple(
        InputFile(file.path, f"{prefix}{other}", f"{file.name.rpartition('/')[0]}/{base_name(name)}")
        for other, name in inside
        if other != member
        and PurePath(other).with_suffix("") == PurePath(member).with_suffix("")
        and PurePath(other).suffix.lower() in _BESIDE_SHAPES
    )


def parts_of_shapes(names: Iterable[str]) -> frozenset[str]:
    """Of these names those that belong to a Shapefile beside them."""
    known = tuple(names)
    shapes = {
        str(PurePath(name).with_suffix("")) for name in known if PurePath(name).suffix.lower() == ".shp"
    }
    return frozenset(
        name
        for name in known
        if (PurePath(name).suffix.lower() in _BESIDE_SHAPES and str(PurePath(name).with_suffix("")) in shapes)
        or (name.lower().endswith(".shp.xml") and name[: -len(".shp.xml")] in shapes)
    )


def shown(name: str) -> str:
    """A name that can be written as UTF-8: those of the disk may hold bytes that are none."""
    return name.encode(errors="replace").decode()


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == _HIDDEN_FOLDER
