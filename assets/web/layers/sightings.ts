/** Documented positions away from a berth: solid, hollow when the tracker was off. */

import type { Sighting } from "../features";
import { groundPixels, toFrame, type Frame } from "../mercator";
import type { Brush } from "../scene";

export const SIGHTING_RADIUS = 4.6;
/** Smallest circle of accuracy worth drawing, CSS pixels. */
const CIRCLE_FROM_PX = 6;

export function accuracyPixels(frame: Frame, sighting: Sighting): number {
  return sighting.accuracy_m === null ? 0 : groundPixels(frame, sighting.lat, sighting.accuracy_m);
}

export function drawSightings({ context, frame, scene }: Brush): void {
  const { theme } = scene.style;
  for (const sighting of scene.sightings) {
    const { x, y } = toFrame(frame, sighting.unit);
    const radius = accuracyPixels(frame, sighting);
    const selected = scene.selection.has(sighting.key);
    if (radius >= CIRCLE_FROM_PX || (selected && radius > 0)) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = theme.voyage;
      context.globalAlpha = selected ? 0.1 : 0.035;
      context.fill();
      context.globalAlpha = selected ? 0.9 : 0.35;
      context.strokeStyle = theme.voyage;
      context.lineWidth = selected ? 1.2 : 0.9;
      context.stroke();
      context.globalAlpha = 1;
    }
    context.beginPath();
    context.arc(x, y, SIGHTING_RADIUS, 0, 2 * Math.PI);
    context.strokeStyle = theme.halo;
    context.lineWidth = 3.4;
    context.stroke();
    if (sighting.tracker === "off") {
      context.fillStyle = theme.halo;
      context.fill();
      context.beginPath();
      context.arc(x, y, SIGHTING_RADIUS - 0.9, 0, 2 * Math.PI);
      context.strokeStyle = theme.voyage;
      context.lineWidth = 1.8;
      context.stroke();
    } else {
      context.fillStyle = theme.voyage;
      context.fill();
    }
  }
}
