/** The pin of a search: where a place was found, with what was found. */

import type { Box } from "../boxes";
import { toFrame, type Pixel, type UnitPoint } from "../mercator";
import type { Brush } from "../scene";
import { drawText, widthOf, type TextStyle } from "../text";

export interface Pin {
  readonly unit: UnitPoint;
  readonly label: string;
}

/** CSS pixels: the head's radius, how far its middle stands above the point, and the hole in it. */
const [RADIUS, HEIGHT, HOLE] = [8, 20, 3];
const GAP_PX = 6;
const MARGIN_PX = 4;

interface Layout {
  readonly at: Pixel;
  /** Left end of the label's middle line. */
  readonly text: Pixel;
  readonly boxes: readonly Box[];
}

/** Boxes that no name may touch. */
export function pinBoxes(brush: Brush): readonly Box[] {
  return layoutOf(brush)?.boxes ?? [];
}

export function drawPin(brush: Brush): void {
  const { context, scene } = brush;
  const layout = layoutOf(brush);
  if (layout === null || scene.pin === null) return;
  const { at, text } = layout;
  const { theme } = scene.style;
  const middle = at.y - HEIGHT;
  context.beginPath();
  context.moveTo(at.x, at.y);
  // Tangents from the point to the head.
  const slant = Math.acos(RADIUS / HEIGHT);
  context.arc(at.x, middle, RADIUS, Math.PI / 2 + slant, Math.PI / 2 - slant + 2 * Math.PI);
  context.closePath();
  context.lineJoin = "round";
  context.strokeStyle = theme.selectionHalo;
  context.lineWidth = 4;
  context.stroke();
  context.fillStyle = theme.selection;
  context.fill();
  context.beginPath();
  context.arc(at.x, middle, HOLE, 0, 2 * Math.PI);
  context.fillStyle = theme.selectionHalo;
  context.fill();
  drawText(context, scene.pin.label, text.x, text.y, styleOf(brush));
}

/** The label stands right of the head, on the left where it would leave the view. */
function layoutOf(brush: Brush): Layout | null {
  const { context, frame, scene } = brush;
  if (scene.pin === null) return null;
  const at = toFrame(frame, scene.pin.unit);
  const out = RADIUS + HEIGHT;
  if (at.x < -out || at.x > frame.width + out || at.y < 0 || at.y > frame.height + out) return null;
  const style = styleOf(brush);
  const width = widthOf(context, scene.pin.label, style);
  const right = at.x + RADIUS + GAP_PX;
  const left = at.x - RADIUS - GAP_PX - width;
  const leaves = right + width > frame.width - MARGIN_PX && left >= MARGIN_PX;
  const text = { x: leaves ? left : right, y: at.y - HEIGHT };
  const half = style.size * 0.6;
  return {
    at,
    text,
    boxes: [
      { left: at.x - RADIUS, right: at.x + RADIUS, top: at.y - HEIGHT - RADIUS, bottom: at.y },
      { left: text.x - 2, right: text.x + width + 2, top: text.y - half, bottom: text.y + half },
    ],
  };
}

function styleOf({ scene }: Brush): TextStyle {
  const { theme } = scene.style;
  return { size: 13, weight: 600, italic: false, spacing: 0, colour: theme.text, halo: theme.halo, haloWidth: 2.5 };
}
