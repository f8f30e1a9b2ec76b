"""Animations in the real engine: each step as long as it should be, and nothing by halves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.domain.figure_design import Design, Item, ItemKind
from desktop_app.exporters.proof.embedded import embedded_manifest
from desktop_app.exporters.proof.manifest import read_manifest
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.query.animation_steps import Step
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.date_steps import Window
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.animation.animator import Animator
from desktop_app.ui.figure.animation.clock import caption
from desktop_app.ui.figure.animation.request import AnimationRequest
from desktop_app.ui.figure.subject import theatre_subject

WAIT_MS = 120_000
KINDS = (ItemKind.MAP, ItemKind.TITLE, ItemKind.SUBTITLE, ItemKind.LEGEND, ItemKind.SOURCES, ItemKind.IMPRINT)
PAGE = Design("small", 180.0, 160.0, 5.0, items=tuple(Item(kind.value, kind) for kind in KINDS), dpi=96)
SPRING = DateClause(date(2024, 3, 10), date(2024, 5, 20))

Run = Callable[[AnimationRequest], tuple[Path, ...]]


@pytest.fixture
def request_of(training: CaseStore, tmp_path: Path) -> Callable[..., AnimationRequest]:
    """A request for three months of the training case."""
    subject = theatre_subject(QueryEngine(training), Filter.of(SPRING))
    whole = AnimationRequest(tmp_path / "film.mp4", subject, PAGE, fps=8, seconds_per_step=0.5)
    return lambda **changes: replace(whole, **changes)


@pytest.fixture
def animator(resources: Resources, qtbot: QtBot) -> Iterator[Callable[[], Animator]]:
    """Makes animators, none of which outlives the test."""
    made: list[Animator] = []

    def make() -> Animator:
        made.append(Animator(resources))
        return made[-1]

    yield make
    for one in made:
        one.cancel()
    qtbot.wait(0)


@pytest.fixture
def run(animator: Callable[[], Animator], qtbot: QtBot) -> Run:
    """Makes an animation and waits for it."""

    def make(request: AnimationRequest) -> tuple[Path, ...]:
        maker = animator()
        told: list[tuple[int, int]] = []
        maker.progressed.connect(lambda done, total: told.append((done, total)))
        with qtbot.waitSignal(maker.finished, timeout=WAIT_MS) as ended:
            maker.start(request)
        assert [done for done, _ in told] == list(range(1, told[0][1] + 1))
        paths: tuple[Path, ...] = ended.args[0]
        return paths

    return make


def frames_of(path: Path) -> list[npt.NDArray[np.uint8]]:
    with av.open(str(path)) as read:
        return [frame.to_ndarray(format="rgb24") for frame in read.decode(video=0)]


def unlike(one: Any, other: Any) -> int:
    """Pixels that differ by more than an encoder's noise."""
    return int(np.count_nonzero(np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 60))


def test_a_film_shows_each_step_for_its_time_and_names_its_days(run: Run, request_of: Any) -> None:
    request = request_of()
    assert run(request) == (request.path,)
    frames = frames_of(request.path)
    assert len(frames) == 3 * 4  # March, April and May, half a second each at eight pictures a second
    assert frames[0].shape == (604, 680, 3)
    steps = frames[3::4]
    for frame, step in zip(frames, np.repeat(np.arange(3), 4), strict=True):
        assert unlike(frame, steps[step]) < 30
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert unlike(steps[one], steps[other]) > 300
    with av.open(str(request.path)) as read:
        assert read.metadata["title"].startswith(SYNTHETIC)
        assert "Each picture shows one month" in read.metadata["description"]
        assert '"synthetic":true' in read.metadata["comment"]
    first = request.path.read_bytes()
    run(request)
    assert request.path.read_bytes() == first


def test_pictures_keep_their_page_while_what_they_show_grows(run: Run, request_of: Any) -> None:
    from PIL import Image  # noqa: PLC0415 - as in the program

    paths = run(request_of(path=request_of().path.with_name("calls.png"), cumulative=True))
    assert [path.name for path in paths] == ["calls-0001.png", "calls-0002.png", "calls-0003.png"]
    pictures = []
    for path in paths:
        proof = read_manifest(embedded_manifest(path.read_bytes()) or "")
        assert (proof.synthetic, proof.filter["dates"]["from"]) == (True, "2024-03-10")
        with Image.open(path) as read:
            pictures.append(np.asarray(read.convert("RGB")))
    assert {picture.shape for picture in pictures} == {(605, 680, 3)}
    for earlier, later in pairwise(pictures):
        # The title's rows stand still, the sentence below it and the map do not.
        title = slice(18, 40)
        assert unlike(earlier[title], later[title]) == 0
        assert unlike(earlier, later) > 300


def test_a_gif_has_a_picture_for_each_step_in_which_something_is(run: Run, request_of: Any) -> None:
    from PIL import Image  # noqa: PLC0415 - as above

    subject = request_of().subject
    april = Filter.of(DateClause(date(2024, 4, 1), date(2024, 4, 20)))
    request = request_of(
        path=request_of().path.with_name("calls.gif"),
        subject=replace(subject, filter=april),
        step=Step.DATA,
        skips_empty=True,
        seconds_per_step=0.2,
    )
    run(request)
    with Image.open(request.path) as read:
        assert getattr(read, "n_frames", 1) > 3
        assert read.info["duration"] == 200
        assert SYNTHETIC.encode() in read.info["comment"]


def test_what_is_called_off_leaves_nothing(
    animator: Callable[[], Animator], request_of: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("film.webm", "film.gif", "calls.png"):
        maker = animator()
        said: list[str] = []
        maker.stopped.connect(lambda said=said: said.append("stopped"))
        maker.finished.connect(lambda _, said=said: said.append("finished"))
        with qtbot.waitSignal(maker.progressed, timeout=WAIT_MS):
            maker.start(request_of(path=tmp_path / name, step=Step.DAY))
        maker.cancel()
        assert said == ["stopped"]
        assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_one_sentence(
    animator: Callable[[], Animator], request_of: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    for request, reason in (
        (request_of(path=tmp_path / "nowhere" / "film.mp4"), "cannot write"),
        (request_of(subject=theatre_subject(request_of().subject.engine, of_the_future())), "nothing that"),
    ):
        maker = animator()
        with qtbot.waitSignal(maker.failed, timeout=WAIT_MS) as failed:
            maker.start(request)
        assert reason in failed.args[0]
    for wrong in ({"path": tmp_path / "a.avi"}, {"fps": 0}, {"seconds_per_step": 1e5}, {"length": 0}):
        with pytest.raises(UsageError):
            animator().start(request_of(**wrong))


def of_the_future() -> Filter:
    return Filter.of(DateClause(date(2050, 1, 1), None))


def test_captions() -> None:
    assert caption(Window(date(2024, 3, 1), date(2024, 3, 31))) == "March 2024"
    assert caption(Window(date(2024, 3, 1), date(2024, 3, 1))) == "2024-03-01"
    assert caption(Window(date(2024, 3, 1), date(2024, 4, 30))) == "2024-03-01 to 2024-04-30"
