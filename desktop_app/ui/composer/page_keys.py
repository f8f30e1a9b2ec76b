"""Keys on the page while it has the focus."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.ui.composer.commands import item_name, laid, put_away
from desktop_app.ui.composer.page_state import boxes_of
from desktop_app.ui.composer.units import tidy

if TYPE_CHECKING:
    from desktop_app.ui.composer.page_view import PageView

PAGE_KEYS: Final = (
    ("← ↑ → ↓", "Move what is chosen by 1 mm; move the map while that is the mode"),
    ("Shift+← ↑ → ↓", "Move it by 5 mm"),
    ("Alt+← ↑ → ↓", "Move it by 0.1 mm"),
    ("PgUp  PgDn", "Choose the item before, the item after"),
    ("Enter", "Edit its words in place"),
    ("M", "Move the map: drag and wheel move it, arrows and + − too"),
    ("C", "Place a call-out: click where it points"),
    ("Ctrl+A", "Choose all that is shown"),
    ("Delete", "Hide it; take a text, a call-out or a picture off the page"),
    ("Esc", "Give up what is in hand; leave the mode; choose nothing"),
    ("Alt+drag", "Move or resize without catching hold of lines"),
    ("Shift+drag", "Move straight; resize in the same shape"),
    ("Ctrl+wheel", "Zoom the page"),
)
"""What the composer's page does with keys; a window test presses each."""

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_PLAIN_MM, _COARSE_MM, _FINE_MM = 1.0, 5.0, 0.1
_MAP_STEP_PX: Final = 40.0
_MAP_FACTOR: Final = 1.25


def press_key(view: "PageView", event: QKeyEvent) -> bool:
    """Do what a key means; whether it means anything."""
    key, document = Qt.Key(event.key()), view.document
    if key in _ARROWS:
        return _arrow(view, key, event.modifiers())
    if view.gestures.moves_map and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
        frame = view.map_rect()
        factor = 1 / _MAP_FACTOR if key is Qt.Key.Key_Minus else _MAP_FACTOR
        return frame is not None and view.gestures.wheel(frame.center(), factor)
    match key:
        case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if document.chosen:
            names = ", ".join(item_name(item) for item in document.chosen_items)
            document.change(f"Hide {names}", put_away(document.design, document.chosen))
        case Qt.Key.Key_Return | Qt.Key.Key_Enter if len(document.chosen) == 1:
            view.edit_words(document.chosen[0])
        case Qt.Key.Key_M if not event.modifiers():
            view.gestures.set_modes(moves_map=not view.gestures.moves_map)
        case Qt.Key.Key_C if not event.modifiers():
            view.gestures.set_modes(places_call_out=not view.gestures.places_call_out)
        case Qt.Key.Key_A if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            document.choose(item.id for item in document.design.items if item.shown)
        case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
            _step(view, 1 if key is Qt.Key.Key_PageDown else -1)
        case Qt.Key.Key_Escape:
            if not view.gestures.cancel():
                if not document.chosen:
                    return False
                document.choose(())
        case _:
            return False
    return True


def _arrow(view: "PageView", key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    dx, dy = _ARROWS[key]
    if view.gestures.moves_map:
        view.gestures.carry_map(-dx * _MAP_STEP_PX, -dy * _MAP_STEP_PX)
        return True
    step = _PLAIN_MM
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        step = _COARSE_MM
    elif modifiers & Qt.KeyboardModifier.AltModifier:
        step = _FINE_MM
    design = view.document.design
    boxes = boxes_of(view.live, design, view.document.chosen)
    if not boxes:
        return False
    moved = {
        id_: tidy(box._replace(left_mm=box.left_mm + dx * step, top_mm=box.top_mm + dy * step))
        for id_, box in boxes.items()
    }
    view.document.change("Move", laid(design, moved), together="keys")
    return True


def _step(view: "PageView", way: int) -> None:
    """Choose the next item that is on the page."""
    document = view.document
    ids = [item.id for item in document.design.items if view.item_rect(item.id) is not None]
    if ids:
        at = ids.index(document.chosen[-1]) if document.chosen and document.chosen[-1] in ids else -1
        first = 0 if way > 0 else len(ids) - 1
        document.choose((ids[(at + way) % len(ids) if at >= 0 else first],))
