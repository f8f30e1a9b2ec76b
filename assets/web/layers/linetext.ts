/** Small words and arrows that ride on a line. */

import type { Pixel } from "../mercator";
import { along, lengthOf, type Spot } from "../polyline";
import { drawText, widthOf, type TextStyle } from "../text";

export function lineNote(colour: string, halo: string): TextStyle {
  return { size: 10.5, weight: 400, italic: true, spacing: 0.3, colour, halo, haloWidth: 2 };
}

/** Write beside the line around `distance` along it, upright, `aside` pixels off; false where it is too short or bent. */
export function drawAlong(
  context: CanvasRenderingContext2D,
  line: readonly Pixel[],
  distance: number,
  text: string,
  style: TextStyle,
  aside = 0,
): boolean {
  const width = widthOf(context, text, style);
  if (lengthOf(line) < width * 1.6) return false;
  const from = along(line, distance - width / 2);
  const to = along(line, distance + width / 2);
  if (from === null || to === null) return false;
  // A bend under the word would make it cross the line.
  if (Math.hypot(to.x - from.x, to.y - from.y) < width * 0.97) return false;
  let angle = Math.atan2(to.y - from.y, to.x - from.x);
  if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
  context.save();
  context.translate((from.x + to.x) / 2, (from.y + to.y) / 2);
  context.rotate(angle);
  drawText(context, text, -width / 2, -style.size * 0.75 - aside, style);
  context.restore();
  return true;
}

export function arrowHead(
  context: CanvasRenderingContext2D,
  spot: Spot,
  size: number,
  colour: string,
  halo: string,
): void {
  context.save();
  context.translate(spot.x, spot.y);
  context.rotate(spot.angle);
  context.beginPath();
  context.moveTo(size, 0);
  context.lineTo(-size * 0.8, size * 0.75);
  context.lineTo(-size * 0.35, 0);
  context.lineTo(-size * 0.8, -size * 0.75);
  context.closePath();
  context.lineJoin = "round";
  context.strokeStyle = halo;
  context.lineWidth = 2.4;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  context.restore();
}
