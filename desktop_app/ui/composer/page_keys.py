"""Keys on the page while it has the focus."""

from collections.abc import Callable, Mapping
from functools import partial
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
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _ARROWS:
        return _arrow(view, key, modifiers)
    act = _MAP_KEYS.get(key) if view.gestures.moves_map else None
    act = act or _KEYS.get((key, modifiers))
    return act is not None and act(view)


def _zoom_map(view: "PageView", factor: float) -> bool:
    frame = view.map_rect()
    return frame is not None and view.gestures.wheel(frame.center(), factor)


def _put_away(view: "PageView") -> bool:
    document = view.document
    if document.chosen:
        names = ", ".join(item_name(item) for item in document.chosen_items)
        document.change(f"Hide {names}", put_away(document.design, document.chosen))
    return bool(document.chosen)


def _edit(view: "PageView") -> bool:
    chosen = view.document.chosen
    if len(chosen) == 1:
        view.edit_words(chosen[0])
    return len(chosen) == 1


def _leave(view: "PageView") -> bool:
    if view.gestures.cancel():
        return True
    had = bool(view.document.chosen)
    view.document.choose(())
    return had


def _choose_all(view: "PageView") -> bool:
    view.document.choose(item.id for item in view.document.design.items if item.shown)
    return True


def _step(view: "PageView", way: int) -> bool:
    """Choose the next item that is on the page."""
    document = view.document
    ids = [item.id for item in document.design.items if view.item_rect(item.id) is not None]
    if ids:
        at = ids.index(document.chosen[-1]) if document.chosen and document.chosen[-1] in ids else -1
        first = 0 if way > 0 else len(ids) - 1
        document.choose((ids[(at + way) % len(ids) if at >= 0 else first],))
    return bool(ids)


def _move_map(view: "PageView") -> bool:
    view.gestures.set_modes(moves_map=not view.gestures.moves_map)
    return True


def _place_call_out(view: "PageView") -> bool:
    view.gestures.set_modes(places_call_out=not view.gestures.places_call_out)
    return True


Act = Callable[["PageView"], bool]
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_KEYS: Final[Mapping[tuple[Qt.Key, Qt.KeyboardModifier], Act]] = {
    (Qt.Key.Key_Delete, _PLAIN): _put_away,
    (Qt.Key.Key_Backspace, _PLAIN): _put_away,
    (Qt.Key.Key_Return, _PLAIN): _edit,
    (Qt.Key.Key_Enter, _PLAIN): _edit,
    (Qt.Key.Key_M, _PLAIN): _move_map,
    (Qt.Key.Key_C, _PLAIN): _place_call_out,
    (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier): _choose_all,
    (Qt.Key.Key_PageUp, _PLAIN): partial(_step, way=-1),
    (Qt.Key.Key_PageDown, _PLAIN): partial(_step, way=1),
    (Qt.Key.Key_Escape, _PLAIN): _leave,
}
_MAP_KEYS: Final[Mapping[Qt.Key, Act]] = {
    Qt.Key.Key_Plus: partial(_zoom_map, factor=_MAP_FACTOR),
    Qt.Key.Key_Equal: partial(_zoom_map, factor=_MAP_FACTOR),
    Qt.Key.Key_Minus: partial(_zoom_map, factor=1 / _MAP_FACTOR),
}


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
