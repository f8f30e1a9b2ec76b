"""Members of ZIP archives: which there are, what they are called, and one of them as a stream."""

import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from desktop_app.importers.files.unpacking import most_unpacked, too_much
from desktop_app.runtime.errors import InputError

# A local header, or the end of an archive that holds nothing (APPNOTE.TXT 4.3.7, 4.3.16).
MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS: Final = 10_000
_ENCRYPTED: Final = 0x1
_UTF_8: Final = 0x800
# Archives that are one document: Office Open XML, OpenDocument and EPUB, Google Earth.
_DOCUMENTS: Final = frozenset({"[Content_Types].xml", "mimetype", "doc.kml"})
# Code pages of DOS and Windows in Korea and Russia, with the scripts that they are good for. Of Korea's the
# older, smaller one: Windows' own takes most pairs of bytes for a syllable.
_OLD_NAMES: Final = (("euc_kr", "HANGUL"), ("cp866", "CYRILLIC"), ("cp1251", "CYRILLIC"))
# A word of Latin and other letters was not meant: the code page is another.
_TWO_SCRIPTS: Final = re.compile(r"[a-z](?![ -~])\w|(?![ -~])\w[a-z]", re.IGNORECASE)


def is_archive(head: bytes) -> bool:
    """Whether a file of this beginning is a ZIP archive."""
    return head.startswith(MAGICS)


def members(file: BinaryIO, name: str, size: int) -> tuple[tuple[str, str], ...]:
    """Members that are files, and their names for people; none where the archive is one document.

    Args:
        file: the archive.
        name: of the archive, for sentences.
        size: of the archive in bytes.

    Raises:
        InputError: it is damaged, or holds far too much.
    """
    with _opened(file, name) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.filename in _DOCUMENTS for info in infos):
        return ()
    if len(infos) > MOST_MEMBERS:
        raise InputError(
            f"{name} holds {len(infos):,} files; more than {MOST_MEMBERS:,} are not taken at once."
        )
    if sum(info.file_size for info in infos) > most_unpacked(size):
        raise too_much(name, most_unpacked(size))
    twice = [found for found, count in Counter(info.filename for info in infos).items() if count > 1]
    if twice:
        raise InputError(f"{name} holds two files of the name {twice[0]}; only one of them could be read.")
    return tuple((info.filename, member_name(info)) for info in infos)


def open_member(file: BinaryIO, member: str, name: str, most: int) -> tuple[BinaryIO, int]:
    """A member as a stream, and its unpacked length in bytes.

    Args:
        file: the archive.
        member: as the archive names it.
        name: of the member, for sentences.
        most: how many bytes are believed.

    Raises:
        InputError: it is not there, is encrypted, too large, or packed in a way that is not known.
    """
    archive = _opened(file, name)
    try:
        info = archive.getinfo(member)
        if info.flag_bits & _ENCRYPTED:
            raise InputError(f"{name} is encrypted; unpack it with its password first.")
        if info.file_size > most:
            raise too_much(name, most)
        return cast("BinaryIO", archive.open(info)), info.file_size
    except KeyError:
        raise InputError(f"{name} is not in its archive any more.") from None
    except NotImplementedError as error:
        raise InputError(f"{name} is packed in a way that is not known here: {error}.") from error
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise InputError(f"{name} is damaged: its archive describes it in two ways.") from error


def member_name(info: zipfile.ZipInfo) -> str:
    """What a member is called; names from before 2006 are in the code page of who packed it."""
    if info.flag_bits & _UTF_8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")  # without saying so, as some programs on Linux and macOS write it
    except UnicodeDecodeError:
        pass
    for encoding, script in _OLD_NAMES:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = [letter for letter in text if not letter.isascii()]
        right = all(letter.isalpha() and script in unicodedata.name(letter, "") for letter in letters)
        if right and not _TWO_SCRIPTS.search(text):
            return text
    return info.filename


def base_name(member: str) -> str:
    """The last part of a member's name, whichever way its folders are told apart."""
    return PurePosixPath(member.replace("\\", "/")).name or member


def _opened(file: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name} is no whole ZIP archive: its list of files cannot be read.") from error
