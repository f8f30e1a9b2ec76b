/** The railway line with its stations. */

import { nameIn, type Rail, type Station } from "../features";
import { toFrame, type Frame } from "../mercator";
import { pixelsOf, trace } from "../polyline";
import type { Brush, Scene } from "../scene";

/** Zoom from which the dashed edges of a schematic line have room. */
const CASING_FROM = 6.5;
/** Zooms from which stations are drawn and named. */
export const STATIONS_FROM = 7;
export const STATION_NAMES_FROM = 8;
export const STATION_RADIUS = 3.2;

export function railWidth(frame: Frame): number {
  return frame.zoom < 6 ? 1.6 : 2.2;
}

export function drawRail({ context, frame, scene }: Brush): void {
  const { theme } = scene.style;
  const width = railWidth(frame);
  for (const rail of scene.features.rail) {
    trace(context, pixelsOf(frame, rail.path));
    context.lineJoin = "round";
    context.lineCap = "butt";
    if (rail.schematic && frame.zoom >= CASING_FROM) {
      // Two dashed edges: a dashed band with its middle cleared.
      context.strokeStyle = theme.rail;
      context.lineWidth = width + 5;
      context.setLineDash([5, 3]);
      context.stroke();
      context.setLineDash([]);
      context.strokeStyle = theme.halo;
      context.lineWidth = width + 3.4;
      context.stroke();
    } else {
      context.strokeStyle = theme.halo;
      context.lineWidth = width + 2;
      context.stroke();
    }
    context.strokeStyle = theme.rail;
    context.lineWidth = width;
    context.stroke();
  }
  for (const station of stationsShown(frame, scene)) {
    const { x, y } = toFrame(frame, station.unit);
    context.beginPath();
    context.arc(x, y, STATION_RADIUS, 0, 2 * Math.PI);
    context.fillStyle = theme.halo;
    context.fill();
    context.strokeStyle = theme.rail;
    context.lineWidth = 1.8;
    context.stroke();
  }
}

export function stationsShown(frame: Frame, scene: Scene): readonly Station[] {
  return frame.zoom >= STATIONS_FROM ? scene.features.stations : [];
}

export function railName(rail: Rail, scene: Scene): string {
  return nameIn(rail.names, scene.style.language);
}
