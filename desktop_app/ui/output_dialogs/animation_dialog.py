"""Animation…: the dates of the filter played over a figure."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from desktop_app.exporters.wording import number
from desktop_app.query.animation_steps import Step, played, whole_period
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.figure.animation.request import FPS_LIMITS, SECONDS_LIMITS, AnimationRequest
from desktop_app.ui.output_dialogs.offer import Offer
from desktop_app.ui.output_dialogs.output_dialog import OutputDialog

if TYPE_CHECKING:
    from desktop_app.query.date_steps import Window

STEPS: Final = {Step.MONTH: "Month", Step.WEEK: "Week", Step.DAY: "Day", Step.DATA: "Where data are"}
SHOWN: Final = {True: "Everything up to then", False: "Some steps at a time"}
ENDINGS: Final = {
    ".mp4": "MP4 film, H.264",
    ".webm": "WebM film, VP9",
    ".gif": "GIF",
    ".png": "Numbered PNG pictures",
}
LONGEST: Final = 100


class AnimationDialog(OutputDialog):
    """How time goes on, and how fast.

    Attributes:
        step: how far from picture to picture.
        shown: whether all up to then is shown, or some steps.
        length: how many of them.
        skips_empty: no picture where nothing is.
        seconds, fps: how long each is seen; pictures a second.
    """

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        self.step, self.shown = QComboBox(), QComboBox()
        self.length, self.fps, self.seconds = QSpinBox(), QSpinBox(), QDoubleSpinBox()
        self.skips_empty = QCheckBox("&No picture of a step in which nothing is")
        super().__init__("Animation", offer, ENDINGS, "slide-16x9", parent, offer.file("animation.mp4"))
        for step, words in STEPS.items():
            self.step.addItem(words, step)
        for cumulative, words in SHOWN.items():
            self.shown.addItem(words, cumulative)
        self.length.setRange(1, LONGEST)
        self.length.setEnabled(False)
        self.seconds.setRange(*SECONDS_LIMITS)
        self.seconds.setSingleStep(0.1)
        self.seconds.setValue(0.5)
        self.seconds.setSuffix(" s")
        self.fps.setRange(*FPS_LIMITS)
        self.fps.setValue(10)
        self.form.addRow("&Step", self.step)
        self.form.addRow("&Each picture shows", self.shown)
        self.form.addRow("Ste&ps at a time", self.length)
        self.form.addRow("", self.skips_empty)
        self.form.addRow("Each step is seen &for", self.seconds)
        self.form.addRow("Pictures a se&cond", self.fps)
        self.add_page_rows()
        self.shown.currentIndexChanged.connect(self._on_shown)
        self.step.currentIndexChanged.connect(self.changed)
        for signal in (self.length.valueChanged, self.seconds.valueChanged, self.skips_empty.toggled):
            signal.connect(self.changed)
        self.changed()

    def request(self) -> AnimationRequest:
        """What is to be written."""
        return AnimationRequest(
            self.target.path,
            self.offer.subject,
            self.design,
            Step(self.step.currentData() or Step.MONTH),
            cumulative=bool(self.shown.currentData()),
            length=self.length.value(),
            skips_empty=self.skips_empty.isChecked(),
            fps=self.fps.value(),
            seconds_per_step=self.seconds.value(),
        )

    def question(self) -> "Callable[[Feedback], tuple[Window, ...]]":
        """The windows of dates that are shown; asked on another thread."""
        asked, subject = self.request(), self.offer.subject

        def ask(feedback: Feedback) -> "tuple[Window, ...]":
            from desktop_app.query.timeline_query import timeline_content  # noqa: PLC0415 - numpy: 0.1 s

            occupied = timeline_content(subject.engine, subject.filter, feedback=feedback).occupied
            return played(
                whole_period(subject.filter.dates, occupied, asked.step),
                asked.step,
                occupied,
                cumulative=asked.cumulative,
                length=asked.length,
                skips_empty=asked.skips_empty,
            )

        return ask

    def told(self, answer: "tuple[Window, ...]") -> tuple[str, bool]:
        """How many steps, and how long it lasts."""
        if not answer:
            return "No step has anything in it: there would be no picture.", False
        count = len(answer)
        words = f"{number(count)} step{'' if count == 1 else 's'}, {count * self.seconds.value():.1f} s"
        if self.target.path.suffix.lower() == ".png":
            words += ", each a file of its own beside this name"
        return words, True

    @Slot()
    def _on_shown(self) -> None:
        self.length.setEnabled(not self.shown.currentData())
        self.changed()
