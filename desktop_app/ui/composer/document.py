"""The page at hand: its design, how it came to be, and which of its items are chosen."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.figure_design import Design, Item

MOST_STEPS: Final = 200


class _Step(NamedTuple):
    """A design that was left, and the words for the change that followed."""

    design: Design
    what: str


class Document(QObject):
    """Designs are values, so that undoing is going back to one.

    Signals:
        changed: the design is another one now.
        chosen_changed: other items are chosen.
    """

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, design: Design, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._chosen: tuple[str, ...] = ()
        self._past: list[_Step] = []
        self._undone: list[_Step] = []
        self._together = ""

    @property
    def design(self) -> Design:
        """The page as it is now."""
        return self._design

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the items that commands are about, the last chosen at the end."""
        return self._chosen

    @property
    def chosen_items(self) -> tuple[Item, ...]:
        """The same as items, in the order in which they are painted."""
        return tuple(item for item in self._design.items if item.id in self._chosen)

    @property
    def can_undo(self) -> str:
        """What would be taken back, in words; empty for nothing."""
        return self._past[-1].what if self._past else ""

    @property
    def can_redo(self) -> str:
        """What would be done again, in words; empty for nothing."""
        return self._undone[-1].what if self._undone else ""

    def change(self, what: str, design: Design, *, together: str = "") -> None:
        """Take another design.

        Args:
            what: the change in words, as Undo names it.
            design: the page from now on.
            together: changes in a row with the same word here are one step, such as the moves of one drag.
        """
        if design == self._design:
            return
        if not (together and together == self._together):
            self._past.append(_Step(self._design, what))
            del self._past[:-MOST_STEPS]
        self._together = together
        self._undone.clear()
        self._take(design)

    def settle(self) -> None:
        """The next change is a step of its own."""
        self._together = ""

    def give_up(self, together: str) -> None:
        """Go back to before the changes that are one step under this word, as if they had not been."""
        if together and together == self._together:
            self._together = ""
            self._take(self._past.pop().design)

    def undo(self) -> None:
        """Go back one step, if there is one."""
        if self._past:
            step = self._past.pop()
            self._undone.append(_Step(self._design, step.what))
            self._together = ""
            self._take(step.design)

    def redo(self) -> None:
        """Go forth one step, if one was undone."""
        if self._undone:
            step = self._undone.pop()
            self._past.append(_Step(self._design, step.what))
            self._together = ""
            self._take(step.design)

    def choose(self, ids: Iterable[str]) -> None:
        """Choose these items; unknown ones are left out."""
        known = {item.id for item in self._design.items}
        chosen = tuple(dict.fromkeys(id_ for id_ in ids if id_ in known))
        if chosen != self._chosen:
            self._chosen = chosen
            self.chosen_changed.emit()

    def toggle(self, id_: str) -> None:
        """Take an item among the chosen, or out of them."""
        if id_ in self._chosen:
            self.choose(one for one in self._chosen if one != id_)
        else:
            self.choose((*self._chosen, id_))

    def _take(self, design: Design) -> None:
        self._design = design
        self.changed.emit()
        self.choose(self._chosen)
