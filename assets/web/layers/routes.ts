/** Inferred ways over water: thin, dashed, with an arrow, and called inferred in words. */

import type { Pixel } from "../mercator";
import { along, inView, lengthOf, pixelsOf, strokeNear } from "../polyline";
import type { Brush } from "../scene";
import { arrowHead, drawAlong, lineNote } from "./linetext";

/** Zoom from which the word stands at the line. */
const WORD_FROM = 6;
export const ROUTE_WIDTH = 1.2;
export const ROUTE_DASH: number[] = [6, 4];

/** Where along its visible part a route may bear the word, the best place first. */
const WORD_AT: readonly number[] = [0.55, 0.75, 0.45, 0.2, 0.9];
/** Routes share stretches; their words and arrows keep this apart, CSS pixels. */
const APART_PX = 70;

function far(spot: Pixel, others: readonly Pixel[]): boolean {
  return others.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) > APART_PX);
}

export function drawRoutes({ context, frame, scene }: Brush): void {
  const { theme, words } = scene.style;
  const marked: Pixel[] = [];
  for (const route of scene.routes) {
    const line = pixelsOf(frame, route.path);
    context.lineJoin = "round";
    context.lineCap = "butt";
    context.globalAlpha = 0.55;
    context.strokeStyle = theme.halo;
    context.lineWidth = 2.8;
    strokeNear(context, frame, line);
    context.globalAlpha = 1;
    context.strokeStyle = theme.voyage;
    context.lineWidth = ROUTE_WIDTH;
    context.setLineDash(ROUTE_DASH);
    strokeNear(context, frame, line);
    context.setLineDash([]);
    const seen = inView(frame, line, 0);
    const length = lengthOf(seen);
    const third = along(seen, length / 3);
    if (third !== null && length > 40 && far(third, marked)) {
      arrowHead(context, third, 5, theme.voyage, theme.halo);
      marked.push(third);
    }
    if (frame.zoom < WORD_FROM) continue;
    for (const share of WORD_AT) {
      const spot = along(seen, length * share);
      if (spot === null || !far(spot, marked)) continue;
      if (!drawAlong(context, seen, length * share, words.inferred, lineNote(theme.voyage, theme.halo))) continue;
      marked.push(spot);
      break;
    }
  }
}
