"""From the composer's figure to files and the clipboard, off the GUI thread, once the newest figure is drawn."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.remarks_list import RemarksList
from desktop_app.ui.figure.figure import Figure
