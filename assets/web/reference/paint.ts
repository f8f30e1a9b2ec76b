/** Draws reference layers: areas as a tint with an edge, lines with a halo, points as discs. */

import { worldSize, type Frame } from "../mercator";
import type { Theme } from "../theme";
import { onGround } from "./colour";
import type { Feature, Part } from "./shapes";
import { POINT_PX, featuresIn, inFrame, type ShownLayer } from "./view";

const LINE_PX = 1.6;
const EDGE_PX = 1.3;
const HALO_PX = 1.1;
const SELECTED_PX = 2.6;
const TINT = 0.13;
/** Corners nearer to the last one than this, in CSS pixels, change nothing that is seen. */
const STEP_PX = 0.4;

type Context = CanvasRenderingContext2D;

export function paintLayer(context: Context, frame: Frame, layer: ShownLayer, theme: Theme, ground: string): void {
  const colour = onGround(layer.colour, theme, ground);
  const features = featuresIn(frame, layer);
  const parts = features.flatMap((feature) => feature.parts.filter(({ box }) => inFrame(frame, box, 2 * POINT_PX)));
  context.lineJoin = "round";
  context.lineCap = "round";
  const areas = parts.filter(({ kind }) => kind === "area");
  context.fillStyle = colour;
  context.globalAlpha = TINT;
  for (const area of areas) {
    // Each by itself: a path of all would leave holes where areas overlap.
    tracePart(context, frame, area);
    context.fill("evenodd");
  }
  context.globalAlpha = 1;
  strokeAll(context, frame, areas, colour, EDGE_PX);
  const lines = parts.filter(({ kind }) => kind === "line");
  context.globalAlpha = 0.75;
  strokeAll(context, frame, lines, theme.halo, LINE_PX + 2 * HALO_PX);
  context.globalAlpha = 1;
  strokeAll(context, frame, lines, colour, LINE_PX);
  paintPoints(context, frame, parts, colour, theme.halo);
}

/** The outline of a selected feature, over all layers. */
export function paintSelected(context: Context, frame: Frame, feature: Feature, theme: Theme): void {
  const shapes = feature.parts.filter(({ kind }) => kind !== "point");
  strokeAll(context, frame, shapes, theme.selectionHalo, SELECTED_PX + 2.4);
  strokeAll(context, frame, shapes, theme.selection, SELECTED_PX);
  for (const { x, y } of pointsOf(frame, feature.parts)) {
    for (const [colour, width] of [
      [theme.selectionHalo, 4.4],
      [theme.selection, 2],
    ] as const) {
      context.beginPath();
      context.arc(x, y, POINT_PX + 3.4, 0, 2 * Math.PI);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    }
  }
}

function strokeAll(context: Context, frame: Frame, parts: readonly Part[], colour: string, width: number): void {
  if (parts.length === 0) return;
  context.strokeStyle = colour;
  context.lineWidth = width;
  for (const part of parts) {
    tracePart(context, frame, part);
    context.stroke();
  }
}

/** Begin a path of a part's rings. */
function tracePart(context: Context, frame: Frame, { kind, rings }: Part): void {
  const size = worldSize(frame.zoom);
  context.beginPath();
  for (const ring of rings) {
    let [lastX, lastY] = [NaN, NaN];
    for (let at = 0; at < ring.length; at += 2) {
      const x = (ring[at] ?? 0) * size - frame.left;
      const y = (ring[at + 1] ?? 0) * size - frame.top;
      if (at === 0) context.moveTo(x, y);
      else if (Math.abs(x - lastX) < STEP_PX && Math.abs(y - lastY) < STEP_PX && at < ring.length - 2) continue;
      else context.lineTo(x, y);
      [lastX, lastY] = [x, y];
    }
    if (kind === "area") context.closePath();
  }
}

function paintPoints(context: Context, frame: Frame, parts: readonly Part[], colour: string, halo: string): void {
  const points = pointsOf(frame, parts);
  for (const [style, radius] of [
    [halo, POINT_PX + HALO_PX],
    [colour, POINT_PX],
  ] as const) {
    context.fillStyle = style;
    for (const { x, y } of points) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

function pointsOf(frame: Frame, parts: readonly Part[]): { readonly x: number; readonly y: number }[] {
  const size = worldSize(frame.zoom);
  return parts.flatMap(({ kind, box }) =>
    kind === "point" ? [{ x: box.left * size - frame.left, y: box.top * size - frame.top }] : [],
  );
}
