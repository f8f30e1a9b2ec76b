/** Areas that a person drew: ships inside are looked for as in a port. */

import type { WatchArea } from "../features";
import type { Hit } from "../hit";
import { toFrame, type Frame, type Pixel } from "../mercator";
import { distanceTo, trace } from "../polyline";
import type { Brush, Scene } from "../scene";
import { drawText, widthOf, type TextStyle } from "../text";

const LINE_PX = 1.5;
const DASH: number[] = [9, 3, 2, 3];
/** An area narrower than this has no room for its name. */
const ROOM_FOR_NAME_PX = 46;
const NAME_PX = 11;
/** A long name is cut: it must not hide the sea round its area. */
const MOST_LETTERS = 40;

export function drawWatchAreas({ context, frame, scene }: Brush): void {
  const { theme } = scene.style;
  const style: TextStyle = { size: NAME_PX, weight: 400, italic: true, spacing: 0.3, colour: theme.text, halo: theme.halo, haloWidth: 2 };
  for (const area of scene.features.areas) {
    const ring = ringOf(frame, area);
    const chosen = scene.selection.has(area.key) || scene.hover === area.key;
    trace(context, ring);
    context.closePath();
    context.fillStyle = theme.text;
    context.globalAlpha = chosen ? 0.09 : 0.045;
    context.fill();
    context.globalAlpha = 1;
    context.lineJoin = "round";
    context.strokeStyle = theme.halo;
    context.lineWidth = LINE_PX + (chosen ? 4 : 1.6);
    context.stroke();
    context.setLineDash(chosen ? [] : DASH);
    context.strokeStyle = chosen ? theme.selection : theme.text;
    context.lineWidth = LINE_PX;
    context.stroke();
    context.setLineDash([]);
    const [left, right] = [Math.min(...ring.map(({ x }) => x)), Math.max(...ring.map(({ x }) => x))];
    const top = Math.min(...ring.map(({ y }) => y));
    if (right - left < ROOM_FOR_NAME_PX) continue;
    const name = area.name.length > MOST_LETTERS ? `${area.name.slice(0, MOST_LETTERS - 1)}…` : area.name;
    drawText(context, name, (left + right) / 2 - widthOf(context, name, style) / 2, top - NAME_PX * 0.8, style);
  }
}

/** The watched area whose edge is at a point: what lies inside stays free for what is there. */
export function watchAreaAt(frame: Frame, scene: Scene, point: Pixel, near: number): Hit | null {
  if (!scene.shows("watch_areas")) return null;
  for (const area of scene.features.areas) {
    const ring = ringOf(frame, area);
    const [first] = ring;
    if (first === undefined || distanceTo([...ring, first], point) >= near) continue;
    return { key: area.key, name: `${area.name} · ${scene.style.words.watched}` };
  }
  return null;
}

function ringOf(frame: Frame, { ring }: WatchArea): Pixel[] {
  return ring.map((point) => toFrame(frame, point));
}
