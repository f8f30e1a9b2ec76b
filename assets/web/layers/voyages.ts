/**
 * A voyage's documented positions joined in time order: dots only, because nobody saw the way between them.
 *
 * Where an inferred route is drawn for the voyage it joins them already, over water; a straight line beside
 * it would cross Korea.
 */

import { inView, lengthOf, strokeNear } from "../polyline";
import { stopsOf, type Brush, type Scene } from "../scene";
import type { Pixel } from "../mercator";
import type { Voyage } from "../features";
import { drawAlong, lineNote } from "./linetext";

const WORD_FROM = 6;
export const JOIN_WIDTH = 1.9;
/** Round dots: no length of line at all. */
export const JOIN_DASH: number[] = [0, 5];

/** The points to join; none where a route does. */
export function joinOf({ frame, scene }: Pick<Brush, "frame" | "scene">, voyage: Voyage): Pixel[] {
  return hasRoute(scene, voyage) ? [] : stopsOf(frame, scene, voyage);
}

function hasRoute(scene: Scene, voyage: Voyage): boolean {
  return scene.shows("routes") && scene.voyagesOn({ id: voyage.route }).length > 0;
}

export function drawVoyages(brush: Brush): void {
  const { context, frame, scene } = brush;
  const { theme, words } = scene.style;
  for (const voyage of scene.voyages) {
    const stops = joinOf(brush, voyage);
    if (stops.length < 2) continue;
    context.lineJoin = "round";
    context.lineCap = "round";
    context.setLineDash(JOIN_DASH);
    context.strokeStyle = theme.halo;
    context.lineWidth = 3.6;
    context.globalAlpha = 0.7;
    strokeNear(context, frame, stops);
    context.globalAlpha = 1;
    context.strokeStyle = theme.text;
    context.lineWidth = JOIN_WIDTH;
    strokeNear(context, frame, stops);
    context.setLineDash([]);
    if (frame.zoom >= WORD_FROM) {
      const seen = inView(frame, stops, 0);
      drawAlong(context, seen, lengthOf(seen) / 2, words.joined, lineNote(theme.text, theme.halo));
    }
  }
}
