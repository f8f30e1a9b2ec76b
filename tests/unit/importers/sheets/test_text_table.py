"""Text tables of every kind: no row is lost, none is shifted, and each that is none has its line."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets import text_table
from desktop_app.importers.sheets.clipboard import text_of_clipboard
from desktop_app.importers.sheets.layout import layout_of
from desktop_app.importers.sheets.open_table import open_table, tables_of
from desktop_app.importers.sheets.pieces import blocks
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.importers.sheets.text_encoding import ENCODINGS, encoding_of
from desktop_app.runtime.errors import InputError

Rows = list[tuple[object, ...]]

_NAMES = "Ship,Port,When\n"
_CELLS = st.text(alphabet='ab,";\n 1é유\t', max_size=6)


def _table(content: str | bytes, folder: Path, encoding: str = "") -> RawTable:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(InputFile(path, "", path.name), encoding=encoding)


def _read(table: RawTable) -> tuple[Rows, list[BadRow]]:
    bad: list[BadRow] = []
    rows = [row for frame in table.chunks(bad.append) for row in frame.rows()]
    return rows, bad


def _in_pieces(content: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Rows, list[BadRow]]:
    """Reads with blocks of a few bytes, so that rows lie across them."""
    with tempfile.TemporaryDirectory() as folder:
        table = _table(content, Path(folder))
        with monkeypatch.context() as patched:
            patched.setattr(
                text_table, "blocks", lambda stream, encoding, most=0: blocks(stream, encoding, most or size)
            )
            return _read(table)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=8),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    size=st.integers(1, 40),
)
@example(rows=[["a\nb", 'c"d', ""], ["", "", ""], ["1", "2", "3"]], end="\r\n", size=3)
def test_what_is_written_as_csv_is_read_back(rows: list[list[str]], end: str, size: int) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Ship", "Port", "When"])
    for row in rows:
        writer.writerow(row)
    with pytest.MonkeyPatch.context() as monkeypatch:
        found, bad = _in_pieces(text.getvalue().replace("\n", end).encode(), size, monkeypatch)
    assert [row[:3] for row in found] == [tuple(cell or None for cell in row) for row in rows if any(row)]
    assert not bad
    lines, line = [], 2
    for row in rows:
        lines += [line] if any(row) else []
        line += 1 + sum(cell.count("\n") for cell in row)
    assert [row[3] for row in found] == lines


@settings(max_examples=60, deadline=None)
@given(body=st.text(alphabet='ab,"\n', max_size=40), size=st.integers(1, 40))
@example(body='a,"b\nc,d,e\nf,g,h', size=7)
@example(body='5" pipe,b,c\n"x"y,b,c\n1,2,3', size=4)
def test_every_line_that_says_something_is_a_row_or_told(body: str, size: int) -> None:
    assume(layout_of(_NAMES + body, final=True).data_line == 1)  # else a line of the body is the header
    with pytest.MonkeyPatch.context() as monkeypatch:
        found, bad = _in_pieces((_NAMES + body).encode(), size, monkeypatch)
        whole, bad_whole = _in_pieces((_NAMES + body).encode(), 1 << 20, monkeypatch)
    assert (found, bad) == (whole, bad_whole)
    starts = sorted([int(str(row[-1])) for row in found] + [row.line for row in bad])
    assert len(set(starts)) == len(starts)
    lines = _NAMES.splitlines() + body.split("\n")
    for number, line in enumerate(lines[1:], 2):
        if line.strip(', "'):
            # Within a cell with line breaks only the line on which its row begins is told.
            inside = any("\n" in str(cell) for row in found for cell in row[:-1])
            inside = inside or any("\n" in row.value for row in bad)
            assert number in starts or inside


def test_python_reads_the_same_rows(tmp_path: Path) -> None:
    body = 'UN TOK 1,"Rajin, port",5\n"say ""so""",x,"two\nlines"\n,,7\n'
    found, bad = _read(_table(_NAMES + body, tmp_path))
    expected = list(csv.reader(io.StringIO(body), strict=True))
    assert [[cell or "" for cell in row[:3]] for row in found] == expected
    assert [row[3] for row in found] == [2, 3, 5]
    assert not bad


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("a,b\n1,2,3\n", 2, "2 cells where 3 columns are named"),
        ("1,2,3\na,b,c,d\n", 3, "4 cells where 3 columns are named"),
        ('1,2,3\na,"b,c\n4,5,6\n', 3, "a quote opens a cell and none closes it"),
        ('1,2,3\na,"b"x,c\n4,5,6\n', 3, "a quoted cell goes on behind its closing quote"),
    ],
)
def test_a_row_that_is_none_is_told_and_the_next_is_read(
    body: str, line: int, reason: str, tmp_path: Path
) -> None:
    found, bad = _read(_table(_NAMES + body, tmp_path))
    assert [(row.line, row.reason) for row in bad] == [(line, reason)]
    assert len(found) == body.count("\n") - 1


def test_blank_cells_beyond_the_columns_are_no_fault(tmp_path: Path) -> None:
    found, bad = _read(_table(_NAMES + "1,2,3,,\n\n,,\n4,5,6\n", tmp_path))
    assert [row[:3] for row in found] == [("1", "2", "3"), ("4", "5", "6")]
    assert [row[3] for row in found] == [2, 5]
    assert not bad


@pytest.mark.parametrize("codec", list(ENCODINGS))
def test_every_encoding_that_is_chosen_is_read(codec: str, tmp_path: Path) -> None:
    words = {
        "cp949": "나진",
        "johab": "나진",
        "gb18030": "罗津",
        "cp932": "羅津",
        "cp1252": "Größe",
        "cp1250": "Łódź",
    }
    word = words.get(codec, "Находка")
    found, bad = _read(_table(f"Ship;Port\nA;{word}\n".encode(codec), tmp_path, codec))
    assert found == [("A", word, 2)]
    assert not bad


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Судно;Порт\nКорё;Находка\n", "cp1251"),
        ("Судно;Порт\nКорё;Находка\n", "koi8-r"),
        ("Судно;Порт\nКорё;Находка\n", "cp866"),
        ("선박;항구\n유성 8호;나진\n", "cp949"),
        ("navire;port\nÉtoile;Brême\n", "cp1252"),
        ("Судно;Порт\nКорё;Находка\n", "utf-16-le"),
        ("선박;항구\n유성 8호;나진\n", "utf-16-be"),
        ("Судно;선박\n", "utf-8"),
    ],
)
def test_the_encoding_is_seen(text: str, codec: str) -> None:
    assert encoding_of(text.encode(codec)).codec == codec
    if codec.startswith("utf"):
        marked = encoding_of(("\ufeff" + text).encode(codec))
        assert (marked.codec, marked.guessed) == (codec, False)


def test_foreign_letters_far_down_tell_the_encoding(tmp_path: Path) -> None:
    content = b"Ship;Port\n" + b"A;Nakhodka\n" * 150_000 + "B;Находка\nC;Восточный\n".encode("cp1251") * 20
    table = _table(content, tmp_path)
    assert "Windows-1251" in table.note
    found, bad = _read(table)
    assert found[150_001][1] == "Восточный"
    assert not bad


def test_bytes_that_are_no_text_are_told_by_their_row(tmp_path: Path) -> None:
    found, bad = _read(_table(b"Ship,Port\nA,\xff\xfe\nB,Rajin\n", tmp_path, "utf-8"))
    assert found == [("B", "Rajin", 3)]
    assert [(row.line, row.reason) for row in bad] == [
        (2, "holds bytes that are no text in UTF-8; choose the encoding it is in")
    ]


@pytest.mark.parametrize(
    ("content", "columns", "note", "first_line"),
    [
        ("sep=;\nName;Länge\nx;2,5\n", ("Name", "Länge"), "semicolons, names in line 2", 3),
        ("Calls of 2024,,\n,,\nName,Port,When\nx,y,3\n", ("Name", "Port", "When"), "names in line 3", 4),
        ("# Timestamp,MMSI\n01/11/2022 00:00:00,1\n", ("# Timestamp", "MMSI"), "commas", 2),
        ("1,2\n3,4\n", ("column 1", "column 2"), "no line with the names of columns", 1),
        ("imo\n9123456\n", ("imo",), "one column", 2),
        ("Name\tName\t\na\tb\tc\n", ("Name", "Name (2)", "column 3"), "tabs", 2),
        ("Port|2023|2024\nRajin|5|6\n", ("Port", "2023", "2024"), "vertical bars", 2),
        ("lat;lon\n42,75;133,08\n42,5;133,1\n", ("lat", "lon"), "semicolons", 2),
        ("a,b\nlength,weight\n1,2\n3,4\n5,6\n", ("a", "b"), "line 2 looks like a second line of names", 2),
    ],
)
def test_the_layout_is_seen(
    content: str, columns: tuple[str, ...], note: str, first_line: int, tmp_path: Path
) -> None:
    table = _table(content, tmp_path)
    assert table.columns == columns
    assert note in table.note
    assert _read(table)[0][0][-1] == first_line


def test_a_wide_table_and_a_large_cell_are_read(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(5_000))
    wide, _ = _read(_table(f"{names}\n{names}\n", tmp_path))
    assert len(wide[0]) == 5_001
    cell = "x\n" * 5_000_000
    large, bad = _read(_table(f'{_NAMES}a,"{cell}",c\n1,2,3\n', tmp_path))
    assert (len(str(large[0][1])), large[1]) == (len(cell), ("1", "2", "3", 5_000_003))
    assert not bad


def test_a_row_without_end_is_told_and_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "LONGEST_ROW", 1_000)
    monkeypatch.setattr(
        text_table, "blocks", lambda stream, encoding, size=100: blocks(stream, encoding, size)
    )
    long = "x" * 5_000
    found, bad = _read(_table(f'{_NAMES}{long}\n1,2,3\na,"{"y" * 20}\n' + "4,5,6\n" * 500, tmp_path))
    assert [row.line for row in bad] == [2, 4]
    assert [row[3] for row in found] == [3, *range(5, 505)]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \n"])
def test_an_empty_file_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"table\.csv holds no table"):
        _table(content, tmp_path)


def test_names_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    table = _table(_NAMES, tmp_path)
    assert table.columns == ("Ship", "Port", "When")
    assert _read(table) == ([], [])
    assert tables_of(InputFile(tmp_path / "table.csv", "", "table.csv")) == ()


def test_nul_and_markup_stay_as_they_are(tmp_path: Path) -> None:
    found, bad = _read(_table("Ship,Port\n\0<b>x</b>,=1+1\n", tmp_path))
    assert found == [("\0<b>x</b>", "=1+1", 2)]
    assert not bad


def test_what_was_copied_is_a_table() -> None:
    table = text_of_clipboard('Ship\tWhen\r\nUN TOK\t"two\nlines"\r\nKORYO\t5\r\n')
    assert table.columns == ("Ship", "When")
    found, bad = _read(table)
    assert found == [("UN TOK", "two\nlines", 2), ("KORYO", "5", 4)]
    assert not bad
    with pytest.raises(InputError, match="no table"):
        text_of_clipboard(" \n")


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=200) | st.text(alphabet='a1,;\t"\n\r\0é', max_size=60).map(str.encode))
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = _table(content, Path(folder))
            frames = list(table.chunks(lambda _: None))
        except InputError:
            return
    assert len(set(table.columns)) == len(table.columns)
    assert all(frame.columns == [*table.columns, LINE] for frame in frames)


def test_a_row_of_blanks_is_no_header() -> None:
    layout = layout_of("Ship,Port,When\na,,,,\n", final=True)
    assert (layout.columns, layout.data_line) == (("Ship", "Port", "When"), 1)
