"""The first hundred bytes of an SQLite file, read without SQLite.

https://www.sqlite.org/fileformat2.html, section 1.3.
"""

from typing import Final, NamedTuple

from desktop_app.runtime.errors import InputError

LENGTH: Final = 100
APPLICATION_ID: Final = 0x47504B47  # "GPKG", OGC 12-128r19, requirement 2
_MAGIC: Final = b"SQLite format 3\x00"
_WAL: Final = 2
_UTF_8: Final = (0, 1)  # 0: nothing is stored yet
_LARGEST_PAGE: Final = 65536  # stored as 1


class Header(NamedTuple):
    """What the header says.

    Attributes:
        size_bytes: how long the file is by its own account; 0 where the account is out of date.
        wal: another program left it in write-ahead mode.
        utf_8: texts are stored as UTF-8.
    """

    size_bytes: int
    wal: bool
    utf_8: bool
    application_id: int


def read_header(first: bytes, size_bytes: int, name: str) -> Header:
    """The header of a file that is an SQLite database by its first bytes.

    Args:
        first: the first `LENGTH` bytes.
        size_bytes: the real length of the file.
        name: of the file, for sentences.

    Raises:
        InputError: it is empty, no SQLite database, or ends within the header.
    """
    if not size_bytes:
        raise InputError(f"{name} is empty: not one byte is in it.")
    if not first.startswith(_MAGIC):
        raise InputError(f"{name} is no case: it is no SQLite database, which every GeoPackage is.")
    if len(first) < LENGTH:
        raise InputError(f"{name} is truncated: it ends after {size_bytes} bytes, within its header.")
    page = int.from_bytes(first[16:18], "big")
    count = int.from_bytes(first[28:32], "big")
    current = first[24:28] == first[92:96]  # else the page count is that of an older program's writing
    return Header(
        size_bytes=(_LARGEST_PAGE if page == 1 else page) * count if current else 0,
        wal=_WAL in first[18:20],
        utf_8=int.from_bytes(first[56:60], "big") in _UTF_8,
        application_id=int.from_bytes(first[68:72], "big"),
    )


def truncation(header: Header, size_bytes: int, name: str) -> str:
    """A sentence if the file is shorter than it says; empty if not."""
    if header.size_bytes <= size_bytes:
        return ""
    return f"{name} is truncated: {size_bytes} of its {header.size_bytes} bytes are there."
