"""Logs of AIS sentences against two other decoders, and times from every place where logs keep them."""

import io
import json
from collections import Counter
from functools import cache, reduce
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyais
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyais.exceptions import AISBaseException

from desktop_app.importers.ais.chunk import AisChunk
from desktop_app.importers.importing import Sample
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.nmea.import_nmea import recognise
from desktop_app.importers.nmea.reading import LogReader
from desktop_app.importers.tally import Tally

SAMPLES = Path(__file__).parents[4].parent / "shared/samples/ais_nmea"
LOGS = (
    "219165000_ssc_1.ais",
    "538004030_drift_1.ais",
    "dma_stream_example.txt",
    "gpsd_sample.aivdm",
    "nais400-merrimac.log",
    "pyais_nmea_data_sample.txt",
    "stupan_2022-08-18.log",
)
T = 1_412_524_603  # 2014-10-05 15:56:43 UTC
STAMP = f"\\c:{T}*59\\"
POSITION = "33A0iB100118tfLO:FjPFR?:1P00"


class Stream(io.BytesIO):
    """Bytes of a log."""

    @property
    def packed_done(self) -> int:
        """As far as it was read."""
        return self.tell()


class Read(NamedTuple):
    """What became of a log."""

    chunks: list[AisChunk]
    reader: LogReader
    tally: Tally

    def fixes(self, name: str) -> list[int]:
        """A column of all pieces."""
        return [int(value) for chunk in self.chunks for value in getattr(chunk.fixes, name)]

    @property
    def statics(self) -> pl.DataFrame:
        """Of all pieces."""
        return pl.concat(chunk.statics for chunk in self.chunks)

    @property
    def rejected(self) -> dict[int, str]:
        """Line and reason."""
        return {int(line): one.reason for chunk in self.chunks for one in chunk.rejects for line in one.lines}


def read(log: bytes | str, size: int = 0, zone: str = "UTC") -> Read:
    data = log.encode() if isinstance(log, str) else log
    reader = LogReader(Stream(data), zone)
    chunks = list(reader.chunks(size))
    tally = Tally("log")
    reader.passed.tell(tally)
    return Read(chunks, reader, tally)


def sentence(payload: str, *, head: str = "AIVDM,1,1,,A", fill: int = 0) -> str:
    body = f"{head},{payload},{fill}"
    return f"!{body}*{reduce(lambda value, char: value ^ ord(char), body, 0):02X}"


def tag(body: str) -> str:
    return f"\\{body}*{reduce(lambda value, char: value ^ ord(char), body, 0):02X}\\"


def instrument(body: str) -> str:
    return f"${body}*{reduce(lambda value, char: value ^ ord(char), body, 0):02X}"


def sample(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    return path.read_bytes()


def timed(log: bytes) -> bytes:
    """The sentences of a log, each with a time: what is compared is the content."""
    lines = [line.strip() for line in log.splitlines() if not line.startswith(b"#")]
    kept = [line[line.rindex(b"!") :] for line in lines if b"!" in line and b"VD" in line]
    return b"".join(STAMP.encode() + line + b"\n" for line in kept)


@cache
def peers(log: bytes) -> list[Any]:
    """What pyais makes of the same sentences, without the text after their checksums."""
    sentences = [line[: line.index(b"*") + 3] for line in log.split(STAMP.encode()) if b"*" in line]
    found = []
    # Sentences of a message follow each other in these logs, or lack one.
    waiting: list[bytes] = []
    for each in sentences:
        total, number = each.split(b",")[1:3]
        waiting = waiting if number != b"1" else []
        waiting.append(each)
        if len(waiting) == int(total or b"1"):
            try:
                found.append(pyais.decode(*waiting, error_if_checksum_invalid=True))
            except AISBaseException:
                continue
    return found


@pytest.mark.parametrize("name", LOGS)
def test_positions_are_those_of_another_decoder(name: str) -> None:
    log = timed(sample(name))
    theirs = [one for one in peers(log) if one.msg_type in {1, 2, 3, 4, 9, 11, 18, 19, 21, 27}]
    ours = read(log)
    mine = Counter(
        zip(
            *(
                ours.fixes(name)
                for name in ("mmsi", "lon_e7", "lat_e7", "sog_dkn", "cog_ddeg", "heading_deg")
            ),
            strict=True,
        )
    )
    wanted: Counter[tuple[int, ...]] = Counter()
    for one in theirs:
        sog = getattr(one, "speed", None)
        cog = getattr(one, "course", None)
        heading = getattr(one, "heading", 511)
        wanted[
            int(one.mmsi),
            round(one.lon * 1e6),
            round(one.lat * 1e6),
            -1 if sog is None or _untold_speed(one) else round(sog * 10),
            -1 if cog is None or cog >= 360 else round(cog * 10),
            -1 if heading > 359 else heading,
        ] += 1
    rounded: Counter[tuple[int, ...]] = Counter()
    for (mmsi, lon, lat, *rest), count in mine.items():
        rounded[mmsi, round(lon / 10), round(lat / 10), *rest] += count
    missing = wanted - rounded
    assert not missing


def _untold_speed(one: Any) -> bool:
    return bool(one.speed >= {9: 1023, 27: 63}.get(one.msg_type, 102.3))


@pytest.mark.parametrize("name", LOGS)
def test_words_of_ships_are_those_of_another_decoder(name: str) -> None:
    log = timed(sample(name))
    ours = read(log).statics.fill_null("")
    mine = {
        tuple(row)
        for row in ours.select(
            "mmsi", "imo", "name", "call_sign", "destination", "length_m", "draught_dm"
        ).rows()
    }
    for one in (one for one in peers(log) if one.msg_type == 5):
        wanted = (
            *(int(one.mmsi), one.imo, one.shipname.strip(), one.callsign.strip(), one.destination.strip()),
            one.to_bow + one.to_stern,
            round(one.draught * 10),
        )
        assert wanted in mine
    names = {(row[0], row[2]) for row in mine}
    for one in (one for one in peers(log) if one.msg_type in {19, 21, 24} and getattr(one, "partno", 0) == 0):
        text = str(getattr(one, "shipname", None) or getattr(one, "name", "")).partition("@")[0].strip()
        assert any(mmsi == int(one.mmsi) and found.startswith(text) for mmsi, found in names)


def test_decodes_what_the_reference_decoder_of_gpsd_does() -> None:
    reference = [json.loads(line) for line in sample("gpsd_sample.aivdm.json.chk").splitlines()]
    ours = read(timed(sample("gpsd_sample.aivdm")))
    statics = ours.statics.fill_null("")
    fixes = {
        row[0:3]: row[3:]
        for row in zip(
            *(ours.fixes("mmsi"), [round(x / 1e4) for x in ours.fixes("lon_e7")]),
            *([round(y / 1e4) for y in ours.fixes("lat_e7")], ours.fixes("sog_dkn"), ours.fixes("status")),
            strict=True,
        )
    }
    compared = 0
    for one in reference:
        if one["type"] in {1, 2, 3, 4, 9, 11, 18, 19, 21, 27}:
            key = (one["mmsi"], round(one["lon"] * 1000), round(one["lat"] * 1000))
            # It tells those of long range to a tenth of a degree.
            within = 60 if one["type"] == 27 else 1
            assert any(
                mmsi == key[0] and abs(lon - key[1]) <= within and abs(lat - key[2]) <= within
                for mmsi, lon, lat in fixes
            ), one
            compared += 1
        elif one["type"] == 5:
            (row,) = statics.filter(pl.col("mmsi") == one["mmsi"]).to_dicts()
            assert (row["imo"], row["name"], row["call_sign"], row["draught_dm"], row["destination"]) == (
                *(one["imo"], one["shipname"], one["callsign"]),
                *(round(one["draught"] * 10), one["destination"]),
            )
            assert row["length_m"] == one["to_bow"] + one["to_stern"]
            assert row["ship_type"] == str(one["shiptype"])
            compared += 1
        elif one["type"] == 24:
            rows = statics.filter(pl.col("mmsi") == one["mmsi"]).to_dicts()
            assert one.get("shipname", rows[-1]["name"]) == rows[-1]["name"]
            compared += 1
    assert compared > 20


@pytest.mark.parametrize(
    ("log", "time"),
    [
        (f"{STAMP}{sentence(POSITION)}", T),
        (f"{tag(f's:x,c:{T}123')}{sentence(POSITION)}", T),
        (f"{STAMP}\n{sentence(POSITION)}", T),
        (f"{sentence(POSITION)},{T}", T),
        (f"{sentence(POSITION)},s28603,d-096,T12.34,x5,r003669930,{T}", T),
        (f"{sentence(POSITION)},rnhjoh,{T}.25", T),
        (f"{sentence(POSITION)} 2014-10-05 15:56:43 UTC", T),
        (f"2014-10-05T15:56:43.120Z {sentence(POSITION)}", T),
        (f"[2014-10-06 00:56:43+09:00] {sentence(POSITION)}", T),
        (f"20141005 155643 UTC,{sentence(POSITION)}", T),
        (f"{T}123;A;{sentence(POSITION)}", T),
        (f"{T}.5 {sentence(POSITION)}", T),
        (f'"2014-10-05 15:56:43Z","{sentence(POSITION)}"', T),
        (f"{instrument('PGHP,1,2014,10,5,15,56,43,426,219,,2190077,1,2E')}\r\n{sentence(POSITION)}", T),
        (f"{instrument('GPRMC,155643.00,A,4242,N,13108,E,0.1,0,051014,,,A')}\n{sentence(POSITION)}", T),
        (f"{instrument('GNRMC,155643,A,4242,N,13108,E,0.1,0,051014,,')}\n\n{sentence(POSITION)}", T),
        (f"{instrument('GPZDA,155643.12,05,10,2014,00,00')}\n{sentence(POSITION)}", T),
        (
            "\n".join(
                (
                    instrument("GPZDA,235950,04,10,2014,00,00"),
                    instrument("GPGGA,000003,4242,N,13108,E,1,8,1,0,M,0,M,,"),
                    sentence(POSITION),
                )
            ),
            T - 57_400,
        ),
        (f"{instrument('GPRMC,155643.00,V,,,,,,,051014,,,N')}\n{sentence(POSITION)}", 0),
        (f"\\c:{T}*00\\{sentence(POSITION)}", 0),
        (f"r003669930,219990001 {sentence(POSITION)}", 0),
        (f"2014-02-31 15:56:43Z {sentence(POSITION)}", 0),
        (sentence(POSITION), 0),
    ],
)
def test_finds_the_time_wherever_logs_keep_it(log: str, time: int) -> None:
    found = read(log)
    assert found.fixes("t_s") == ([time] if time else [])
    assert [reason for reason in found.rejected.values() if reason.startswith("no time")] == [
        "no time: neither the sentence nor the lines before it tell one"
    ] * (not time)


def test_a_local_time_is_of_the_zone_that_is_given() -> None:
    log = f"2014-10-06 00:56:43 {sentence(POSITION)}"
    assert read(log, zone="Asia/Seoul").fixes("t_s") == [T]
    assert read(log).fixes("t_s") == [T + 9 * 3600]


def test_a_time_of_a_line_of_its_own_is_for_one_message_and_a_clock_for_all() -> None:
    pghp = instrument("PGHP,1,2014,10,5,15,56,43,426,219,,2190077,1,2E")
    assert read(f"{pghp}\n{sentence(POSITION)}\n{sentence(POSITION)}").fixes("t_s") == [T]
    clock = instrument("GPZDA,155643.12,05,10,2014,00,00")
    assert read(f"{clock}\n{sentence(POSITION)}\n{sentence(POSITION)}").fixes("t_s") == [T, T]


SHIP = (
    sentence("53A0iB02=o?4uPi7:20huAE>222222222222221I9H<676SB0;BhC2CR", head="AIVDM,2,1,7,A"),
    sentence("AlPA88888888880", head="AIVDM,2,2,7,A", fill=2),
)


def test_sentences_of_messages_may_lie_apart_and_mixed_with_those_of_others() -> None:
    other = [
        sentence("53A0iB02=o?4uPi7:20huAE>222222222222221I9H<676SB0;BhC2CR", head="BSVDM,2,1,7,B"),
        sentence("AlPA88888888880", head="BSVDM,2,2,7,B", fill=2),
    ]
    for order in ((0, 2, 1, 3), (1, 0, 3, 2), (2, 0, 3, 1)):
        lines = [(*SHIP, *other)[at] for at in order]
        found = read("\n".join([f"{STAMP}{lines[0]}", *lines[1:]]))
        assert found.tally.merged == 2
        assert found.rejected == {}
        assert sum(chunk.rows for chunk in found.chunks) == 2


def test_a_message_that_lacks_a_sentence_is_rejected_with_its_lines() -> None:
    found = read("\n".join([SHIP[0], sentence(POSITION), SHIP[1].replace("2,2,7", "2,2,6")]))
    assert found.rejected == {
        1: "the other sentences of its message are missing",
        2: "no time: neither the sentence nor the lines before it tell one",
        3: "the checksum is wrong",
    }
    far = "\n".join([SHIP[0], *[instrument("GPGSV,1")] * 1001, SHIP[1]])
    assert read(far).rejected == {
        1: "the other sentences of its message are missing",
        1003: "the other sentences of its message are missing",
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("lorem ipsum", "no sentence of NMEA 0183"),
        ("!AIVDM,1,1,,A,33A0iB100118tfLO:FjPFR?:1P00,0", "a sentence without a checksum"),
        (sentence(POSITION)[:-2] + "00", "the checksum is wrong"),
        (sentence(POSITION, head="AIVDM,1,1,A"), "a sentence of AIS has seven fields"),
        (sentence(POSITION, head="AIVDM,2,3,,A"), "the number of the sentence within its message is wrong"),
        (sentence("33A0iB1{0118tfLO:FjPFR?:1P00"), "the content has a character that stands for nothing"),
        (sentence("0" * 257), "the content has more than 256 characters"),
        (sentence(""), "the message is empty"),
        (sentence(POSITION[:12]), "the message is cut off"),
        (sentence("1wwwwwh" + POSITION[7:]), "the MMSI has ten digits"),
    ],
)
def test_a_line_that_is_not_taken_says_why(line: str, reason: str) -> None:
    assert read(f"{STAMP}\n{line}\n").rejected == {2: reason}


def test_two_sentences_in_a_line_and_one_cut_by_another_are_not_lost() -> None:
    log = (
        f"{STAMP}{sentence(POSITION)}{sentence(POSITION)},{T}\n!AIVDM,1,1,,A,13u?etP{sentence(POSITION)},{T}"
    )
    found = read(log)
    assert found.fixes("line") == [1, 1, 2]
    assert found.rejected == {2: "a sentence without a checksum"}


def test_halves_of_class_b_are_put_together() -> None:
    name = sentence("H42O55i18tMET00000000000000", fill=2)
    rest = sentence("H42O55lti4hhhilD3nink000?050")
    found = read(f"{STAMP}{name}\n{STAMP}{rest}\n")
    (row,) = found.statics.to_dicts()
    assert (row["mmsi"], row["name"], row["call_sign"], row["length_m"]) == (
        271041815,
        "PROGUY",
        "TC6163",
        15,
    )
    (alone,) = read(f"{STAMP}{name}").statics.to_dicts()
    assert (alone["name"], alone["call_sign"]) == ("PROGUY", None)


def test_reports_carry_the_draught_that_the_ship_told_last() -> None:
    mine = sentence(POSITION)
    found = read(
        "\n".join(f"{STAMP}{line}" for line in (mine, *SHIP)) + f"\n{mine},{T + 60}\n{mine},{T + 90_000}"
    )
    told = int(found.statics["draught_dm"][0])
    assert told > 0
    assert found.fixes("draught_dm") == [told, told, 0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_logs_of_windows_shells_are_read(encoding: str) -> None:
    log = f"{sentence(POSITION)},{T}\r\n".encode(encoding)
    assert read(log).fixes("line") == [1]
    (found,) = recognise(Sample(InputFile(Path("log"), "", "log"), log))
    assert found.sure > 90


PARTS = st.sampled_from(
    [
        *(
            sentence(POSITION).encode(),
            f"{STAMP}{sentence(POSITION)}".encode(),
            SHIP[0].encode(),
            SHIP[1].encode(),
        ),
        *(b"\n", b"\r", b"\r\n", b"#", b"\\", b"!", b"$", b"*", b",", b"c:", b"$PGHP,1,", b"!AIVDM,", b"\0"),
        instrument("GPZDA,155643.12,05,10,2014,00,00").encode(),
        instrument("PGHP,1,2014,10,5,15,56,43,426").encode(),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PARTS, st.binary(max_size=12)), max_size=40).map(b"".join), st.integers(1, 200))
def test_no_line_is_lost_whatever_stands_in_it(log: bytes, size: int) -> None:
    found = read(log)
    counts = found.tally.counts()
    rows = sum(chunk.rows for chunk in found.chunks) + counts.read
    text = log.removeprefix(b"\xef\xbb\xbf")
    if not log.startswith((b"\xff\xfe", b"\xfe\xff")):
        lines = [line.strip(b"\0\t ") for line in text.splitlines()]
        assert rows >= sum(bool(line) and not line.startswith(b"#") for line in lines)
        # However it comes, it says the same.
        again = read(log, size)
        for name in ("line", "mmsi", "lon_e7", "t_s"):
            assert again.fixes(name) == found.fixes(name)
        assert again.rejected.keys() == found.rejected.keys()
    assert len(found.fixes("line")) <= rows
    assert np.all(np.array(found.fixes("t_s")) > 0)
    recognise(Sample(InputFile(Path("log"), "", "log"), log))


def test_a_line_that_never_ends_is_passed_over() -> None:
    found = read(b"x" * 5_000_000 + f"\n{sentence(POSITION)},{T}\n".encode(), 1 << 18)
    assert found.rejected == {1: "no sentence of NMEA 0183"}
    assert found.fixes("line") == [2]
