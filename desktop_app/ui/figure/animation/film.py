"""Pictures to MP4 (H.264) and WebM (VP9): the same pictures give the same bytes."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import av
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


class _Codec(NamedTuple):
    """How one container is written.

    Attributes:
        container: FFmpeg's name of it.
        codec: FFmpeg's name of the encoder.
        options: of the encoder. One thread: with more, the bytes hang on how they meet.
        muxing: options of the container.
    """

    container: str
    codec: str
    options: Mapping[str, str]
    muxing: Mapping[str, str]


# Quality 18 of 51 is held to look like the original; 30 of 63 is VP9's likeness. The faster ways were
# measured to lose nothing that is seen in figures: a second for fifty pictures instead of three, and of ten.
# `bitexact` leaves out dates, version and random ids.
CODECS: Final = {
    ".mp4": _Codec(
        "mp4",
        "libx264",
        {
            "crf": "18",
            "preset": "veryfast",
            "tune": "animation",
            # With its tree of blocks the encoder gave other bytes for one film in ten (measured).
            "x264-params": "mbtree=0",
            "threads": "1",
            "flags": "+bitexact",
        },
        {"fflags": "+bitexact", "movflags": "+faststart"},
    ),
    ".webm": _Codec(
        "webm",
        "libvpx-vp9",
        {
            "crf": "30",
            "b": "0",
            "deadline": "realtime",
            "cpu-used": "6",
            "row-mt": "0",
            "threads": "1",
            "flags": "+bitexact",
        },
        {"fflags": "+bitexact"},
    ),
}
# BT.709 by its number in ISO/IEC 23091-2; players would guess it from the height otherwise.
_BT_709: Final = 1
_LIMITED_RANGE: Final = 1
_SCALER: Final = "out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int+bitexact"


def write_film(
    path: Path, pictures: Iterable["Pixels"], fps: int, repeats: int, metadata: Mapping[str, str]
) -> None:
    """Write a film.

    Args:
        path: .mp4 or .webm.
        pictures: blue, green, red and opacity a pixel, all of one size; an odd side loses its last row.
        fps: pictures a second.
        repeats: how often each picture is shown.
        metadata: title, comment and so on.

    Raises:
        OSError: the disk refuses.
        InputError: there is no picture, or the encoder refuses.
    """
    import av  # noqa: PLC0415 - heavy, and few sessions write a film

    how = CODECS[path.suffix.lower()]
    try:
        with av.open(str(path), "w", format=how.container, options=dict(how.muxing)) as container:
            container.metadata.update(metadata)
            stream: Any = None
            graph: _Converter | None = None
            number = 0
            for pixels in pictures:
                if graph is None:
                    graph = _Converter(pixels.shape[1] & ~1, pixels.shape[0] & ~1)
                    stream = _stream(container, how, fps, graph)
                frame = graph.converted(pixels)
                for _ in range(repeats):
                    frame.pts, frame.time_base = number, Fraction(1, fps)
                    number += 1
                    container.mux(stream.encode(frame))
            if stream is None:
                raise InputError(f"cannot write {path.name}: there is no picture")
            container.mux(stream.encode(None))
    except av.FFmpegError as error:
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror) from error
        raise InputError(f"cannot write {path.name}: {error.strerror}") from error


def _stream(container: "av.container.OutputContainer", how: _Codec, fps: int, size: "_Converter") -> Any:
    stream: Any = container.add_stream(how.codec, rate=fps, options=dict(how.options))
    stream.width, stream.height, stream.pix_fmt = size.width, size.height, "yuv420p"
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = _BT_709
    context.color_range = _LIMITED_RANGE
    return stream


class _Converter:
    """Pixels to YUV 4:2:0 in the same way on every processor."""

    def __init__(self, width: int, height: int) -> None:
        import av.filter  # noqa: PLC0415 - as above

        self.width, self.height = width, height
        self._graph = av.filter.Graph()
        source = self._graph.add_buffer(
            width=width, height=height, format=av.VideoFormat("bgra"), time_base=Fraction(1, 1)
        )
        scale = self._graph.add("scale", _SCALER)
        form = self._graph.add("format", "yuv420p")
        self._graph.link_nodes(source, scale, form, self._graph.add("buffersink")).configure()

    def converted(self, pixels: "Pixels") -> Any:
        import av  # noqa: PLC0415 - as above
        import numpy as np  # noqa: PLC0415 - as above

        even = np.ascontiguousarray(pixels[: self.height, : self.width])
        frame = av.VideoFrame.from_ndarray(even, format="bgra")
        frame.pts = 0
        self._graph.push(frame)
        return self._graph.pull()
