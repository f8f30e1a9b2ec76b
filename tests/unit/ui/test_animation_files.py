"""Films, GIFs and numbered pictures, read back: what was put in, and nothing by halves."""

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import make_whole
from desktop_app.ui.figure.animation import gif as gif_file
from desktop_app.ui.figure.animation.film import write_film
from desktop_app.ui.figure.animation.gif import write_gif
from desktop_app.ui.figure.animation.stills import still_path, write_stills

# Blue, green, red, opacity.
COLOURS = ((200, 40, 20, 255), (30, 160, 60, 255), (40, 30, 210, 255))
HOSTILE = "<b>' ; = # \\ \u202e 북 " + "x" * 10_000


def picture(colour: tuple[int, ...], width: int = 161, height: int = 91) -> npt.NDArray[np.uint8]:
    """White with a broad band of a colour."""
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[20:70] = colour
    return pixels


def film(path: Path, metadata: dict[str, str] | None = None) -> bytes:
    write_film(path, [picture(colour) for colour in COLOURS], 10, 4, metadata or {})
    return path.read_bytes()


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_a_film_holds_every_picture_as_long_as_it_is_to_be_seen(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"영화{ending}"
    film(path, {"title": "Calls, 2024", "comment": HOSTILE})
    with av.open(str(path)) as read:
        stream = read.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (160, 90, 10)
        assert stream.codec_context.pix_fmt == "yuv420p"
        told = {key.lower(): text for key, text in read.metadata.items()}
        assert (told["title"], told["comment"]) == ("Calls, 2024", HOSTILE)
        assert read.duration is not None
        assert read.duration / av.time_base == pytest.approx(1.2, abs=0.001)
        frames = [frame.to_ndarray(format="bgra") for frame in read.decode(video=0)]
    assert len(frames) == 12
    for number, frame in enumerate(frames):
        middle = frame[40:50, 40:120, :3].reshape(-1, 3).mean(axis=0)
        assert middle == pytest.approx(COLOURS[number // 4][:3], abs=6)


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_the_same_pictures_are_the_same_bytes(tmp_path: Path, ending: str) -> None:
    # Noise in places gives the encoder choices; of ten films one was other than the rest where it had them.
    noise = np.full((604, 680, 4), 255, np.uint8)
    noise[40:400, 40:600, :3] = np.random.default_rng(7).integers(0, 90, (360, 560, 3), np.uint8)
    pictures = (noise, noise[::-1], noise)
    path = tmp_path / f"a{ending}"
    digests = set()
    for _ in range(8):
        write_film(path, pictures, 8, 2, {"title": "a"})
        digests.add(hashlib.sha256(path.read_bytes()).digest())
    assert len(digests) == 1


def test_a_gif_has_one_palette_and_shows_each_picture_equally_long(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    sample = np.concatenate([picture(colour) for colour in COLOURS])
    write_gif(path, sample, (picture(colour) for colour in COLOURS), 0.3, HOSTILE)
    with Image.open(path) as read:
        assert (getattr(read, "n_frames", 1), read.size) == (3, (161, 91))
        assert read.info["loop"] == 0
        assert read.info["comment"] == HOSTILE.encode()
        for number, colour in enumerate(COLOURS):
            read.seek(number)
            assert read.info["duration"] == 300
            assert read.convert("RGB").getpixel((80, 45)) == tuple(reversed(colour[:3]))
    data = path.read_bytes()
    assert data[10] & 0x80  # GIF89a, 18: a global colour table
    write_gif(path, sample, (picture(colour) for colour in COLOURS), 0.3, HOSTILE)
    assert path.read_bytes() == data


def test_a_gif_larger_than_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gif_file, "MOST_PIXELS", 161 * 91 * 2)
    path = tmp_path / "a.gif"
    path.write_bytes(b"before")
    with pytest.raises(InputError, match="more than 2 pictures of 161 × 91"):
        make_whole(
            path,
            lambda part: write_gif(part, picture(COLOURS[0]), (picture(one) for one in COLOURS), 1, ""),
        )
    assert [file.name for file in tmp_path.iterdir()] == ["a.gif"]
    assert path.read_bytes() == b"before"


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file may be larger, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("ending", [".mp4", ".webm", ".gif"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"old{ending}"
    path.write_bytes(b"before")
    noise = np.random.default_rng(1).integers(0, 256, (5, 300, 400, 4), np.uint8)

    def write(part: Path) -> None:
        if ending == ".gif":
            write_gif(part, noise[0], iter(noise), 1, "")
        else:
            write_film(part, iter(noise), 10, 1, {})

    with disk_of(20_000), pytest.raises(InputError, match=rf"cannot write .*old{ending}"):
        make_whole(path, write)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"before"


def test_pictures_are_numbered_and_older_ones_beyond_the_last_go(tmp_path: Path) -> None:
    path = tmp_path / "frame.png"
    others = ("frame-0009.png", "frame-99999.png", "other-0003.png", "frame-0001.txt")
    for name in others:
        (tmp_path / name).write_bytes(b"old")
    written = write_stills(path, (bytes([number]) for number in range(3)))
    assert written == tuple(still_path(path, number) for number in (1, 2, 3))
    assert [file.read_bytes() for file in written] == [b"\0", b"\1", b"\2"]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(
        {*(file.name for file in written), *others[1:]}
    )


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("called off")])
def test_no_picture_stays_of_those_that_were_not_all_made(tmp_path: Path, error: Exception) -> None:
    def some() -> Iterator[bytes]:
        yield b"one"
        raise error

    with pytest.raises((InputError, RuntimeError), match=r"No space left|called off"):
        write_stills(tmp_path / "frame.png", some())
    assert list(tmp_path.iterdir()) == []


def test_no_picture_at_all_is_told(tmp_path: Path) -> None:
    empty: tuple[Any, ...] = ()
    with pytest.raises(InputError, match="there is no picture"):
        write_film(tmp_path / "a.mp4", empty, 10, 1, {})
    with pytest.raises(InputError, match="there is no picture"):
        write_gif(tmp_path / "a.gif", picture(COLOURS[0]), empty, 1, "")
