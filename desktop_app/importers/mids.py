"""Reads `mids.csv`: which country a Maritime Mobile Service Identity is issued by."""

import csv
import io
from pathlib import Path
from typing import Final

from desktop_app.domain.vessel import Issuer
from desktop_app.importers.record.text_file import read_text
from desktop_app.runtime.errors import InputError

COLUMNS: Final = ["mid", "country", "name"]


def read_issuers(path: Path) -> dict[str, Issuer]:
    """Maritime identification digits, three of them as text → who issues identities that begin so.

    Raises:
        InputError: the file cannot be read, or a row is not one; names file, line and reason.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    issuers: dict[str, Issuer] = {}
    try:
        if next(reader, []) != COLUMNS:
            raise InputError(f"{path}, line 1: the columns must be {', '.join(COLUMNS)}.")
        for cells in reader:
            if len(cells) != len(COLUMNS) or not all(cells):
                raise InputError(f"{path}, line {reader.line_num}: three cells are needed.")
            mid, country, name = cells
            issuers[mid] = Issuer(country, name)
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: is not CSV ({error}).") from None
    return issuers
