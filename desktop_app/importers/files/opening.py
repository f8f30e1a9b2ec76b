"""Opens what a person hands in: by content, not by name, in bounded memory, and never believing a size."""

import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import Final

from desktop_app.importers.files.archives import base_name
from desktop_app.importers.files.layers import WITHIN, Fingerprint, fingerprint, open_layer, unreadable
from desktop_app.importers.files.listing import files_below, members_of, siblings
from desktop_app.importers.files.source_stream import SourceStream
from desktop_app.importers.files.unpacking import Pieces, most_unpacked, unpacking_of
from desktop_app.importers.importing import Sample
from desktop_app.importers.input_file import InputFile
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.file_names import safe_file_name

HEAD_BYTES: Final = 65_536
BUFFER_BYTES: Final = 1 << 20
# "x.csv.gz.gz" is the deepest that is not made to do harm.
MOST_LAYERS: Final = 2
_PACKED_ENDINGS: Final = frozenset({".gz", ".zst", ".zstd"})
_MOST_DIGESTS: Final = 1_000
# Digests of files that were read to their end, so that none is read once more for it.
_digests: dict[tuple[InputFile, Fingerprint], str] = {}


class InputStream(io.BufferedReader):
    """An unpacked file.

    Attributes:
        is_packed: it is not as it lies on the disk.
        packed_size: length in bytes of the packed file, or of the archive's member.
    """

    def __init__(self, raw: io.RawIOBase, source: SourceStream, size: int, *, is_packed: bool) -> None:
        super().__init__(raw, BUFFER_BYTES)
        self.is_packed = is_packed
        self.packed_size = size
        self._source = source

    @property
    def packed_done(self) -> int:
        """How many of `packed_size` bytes were read so far."""
        return self._source.done

    def sha256(self) -> str:
        """Of the packed file, or the archive's member; empty before it was read to its end."""
        return self._source.sha256()


def open_input(file: InputFile) -> InputStream:
    """The unpacked content of a file, from its beginning.

    Reading raises `InputError` where it is damaged, cut off, changed, or unpacks to far too much.

    Raises:
        InputError: it cannot be opened, is no file, is encrypted, or is packed more than twice.
    """
    with ExitStack() as opened:
        layer = open_layer(file, opened)

        def remember(sha256: str) -> None:
            if len(_digests) >= _MOST_DIGESTS:
                _digests.pop(next(iter(_digests)))
            _digests[file, layer.on_disk] = sha256

        source = SourceStream(layer.content, file.name, layer.size, remember, opened.pop_all())
    stream = InputStream(source, source, layer.size, is_packed=bool(file.member))
    try:
        for _ in range(MOST_LAYERS):
            unpacking = unpacking_of(stream.peek(4)[:4])
            if unpacking is None:
                return stream
            pieces = Pieces(stream, unpacking, file.name, most_unpacked(layer.on_disk.size))
            stream = InputStream(pieces, source, layer.size, is_packed=True)
        _require_plain(stream, file.name)
    except BaseException:
        stream.close()
        raise
    return stream


def _require_plain(stream: InputStream, name: str) -> None:
    if unpacking_of(stream.peek(4)[:4]) is not None:
        raise InputError(f"{name} is packed more than {MOST_LAYERS} times over; unpack it first.")


def packed_size(file: InputFile) -> int:
    """Length in bytes of the packed file, or of the archive's member, against which `packed_done` counts.

    Raises:
        InputError: it cannot be opened.
    """
    with ExitStack() as opened:
        return open_layer(file, opened).size


def digest(file: InputFile, feedback: Feedback) -> str:
    """SHA-256 of a file as it lies on the disk, or of an archive's member, lower-case hexadecimal.

    Raises:
        InputError: it cannot be read.
        Cancelled: called off.
    """
    known = _digests.get((file, fingerprint(file)))
    if known is not None:
        return known
    with ExitStack() as opened:
        layer = open_layer(file, opened)
        source = SourceStream(layer.content, file.name, layer.size, lambda _: None, opened.pop_all())
    with source:
        buffer = bytearray(BUFFER_BYTES)
        while source.readinto(buffer):
            feedback.tell(source.done, layer.size)
        return source.sha256()


def sample(file: InputFile) -> Sample:
    """The beginning of a file.

    Raises:
        InputError: as `open_input`, or it is damaged within that beginning.
    """
    with open_input(file) as stream:
        return Sample(file, stream.read(HEAD_BYTES))


@contextmanager
def as_path(file: InputFile) -> Iterator[Path]:
    """The unpacked file under a name, for libraries that open files themselves.

    It is the file itself where that is not packed; else a copy in a folder of its own, with the parts of a
    Shapefile that lie beside it in the archive. The copy goes afterwards.

    Raises:
        InputError: as `open_input`, or there is no room for the copy.
    """
    with open_input(file) as stream:
        is_packed = stream.is_packed
    if not is_packed:
        yield file.path
        return
    with tempfile.TemporaryDirectory(prefix="tumen-import-") as folder:
        for part in (file, *siblings(file)):
            try:
                with open_input(part) as stream, Path(folder, _plain_name(part)).open("wb") as copy:
                    shutil.copyfileobj(stream, copy, BUFFER_BYTES)
            except OSError as error:
                raise unreadable(part.name, error) from error
        yield Path(folder, _plain_name(file))


def expand(paths: Iterable[Path], feedback: Feedback) -> tuple[InputFile, ...]:
    """The files behind names: those of folders and of archives, in the order of their names.

    Hidden files and what belongs to a Shapefile beside its shapes are left out. What cannot be read is handed
    on as it is: opening it tells why.

    Raises:
        Cancelled: called off.
    """
    found: list[InputFile] = []
    for path in paths:
        for file in files_below(path):
            feedback.tell(len(found), 0)
            found += members_of(file, MOST_LAYERS)
    return tuple(found)


def stem_of(file: InputFile) -> str:
    """The file's own name without folders and endings: "calls" of "2024.zip/may/calls.csv.gz"."""
    return PurePath(_plain_name(file)).stem


def _plain_name(file: InputFile) -> str:
    """A name for the unpacked file that every system takes."""
    own = base_name(file.member.rpartition(WITHIN)[2]) if file.member else file.path.name
    while PurePath(own).suffix.lower() in _PACKED_ENDINGS and PurePath(own).stem:
        own = PurePath(own).stem
    return safe_file_name(own)
