/** Keys of the map while it has the focus. Esc, Home and letters come as commands from the window's menus. */

import type * as L from "leaflet";

/** CSS pixels that an arrow moves the map, alone and with Shift. */
const PAN_PX = 80;
const FINE_PX = 16;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeyActions {
  /** To the next mark in view; false where there is none, and the focus may leave the map. */
  walk(step: -1 | 1): boolean;
  /** Enter: end what is under way, or take what was walked to; false if there was neither. */
  accept(): boolean;
  /** Backspace; false if there was nothing to take back. */
  takeBack(): boolean;
  escape(): boolean;
}

/** Listen; Leaflet's own keyboard handler, whose Shift is coarser instead of finer, must be off. */
export function listen(map: L.Map, actions: KeyActions): void {
  const container = map.getContainer();
  container.tabIndex = 0;
  map.on("mousedown", () => container.focus({ preventScroll: true }));
  container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== container && !(event.key === "Escape" || event.key === "Backspace")) return;
    if (handle(map, event, actions)) event.preventDefault();
  });
}

function handle(map: L.Map, { key, shiftKey }: KeyboardEvent, actions: KeyActions): boolean {
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const step = shiftKey ? FINE_PX : PAN_PX;
    map.panBy([arrow[0] * step, arrow[1] * step]);
    return true;
  }
  switch (key) {
    case "+":
    case "=":
    case "PageUp":
      map.zoomIn();
      return true;
    case "-":
    case "_":
    case "PageDown":
      map.zoomOut();
      return true;
    case "Tab":
      return actions.walk(shiftKey ? -1 : 1);
    case "Enter":
      return actions.accept();
    case "Backspace":
      return actions.takeBack();
    case "Escape":
      return actions.escape();
    default:
      return false;
  }
}
