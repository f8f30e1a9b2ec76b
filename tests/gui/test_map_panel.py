"""The map's side of the session in the real engine: arrays after the first picture, area clause, card."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop_app.importers.training_case import open_training_case
from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview import protocol
from desktop_app.mapview.view import MapView
from desktop_app.query.clauses import AreaClause, ClauseKind
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Style
from desktop_app.ui.case_map import CaseMap
