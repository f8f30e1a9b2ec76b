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
const STEP_PX = 0.7;
/** Lines and areas smaller than this both ways are a dot: thousands of them are drawn in no time. */
const DOT_PX = 2.5;

type Context = CanvasRenderingContext2D;

export function paintLayer(context: Context, frame: Frame, layer: ShownLayer, theme: Theme, ground: string): void {
  const colour = onGround(layer.colour, theme, ground);
  const near = 2 * POINT_PX;
  const parts = featuresIn(frame, layer).flatMap((feature) => feature.parts.filter(({ box }) => inFrame(frame, box, near)));
  const shapes = parts.filter(({ kind }) => kind !== "point");
  const dots = shapes.filter((part) => isDot(frame, part));
  const lines = shapes.filter((part) => part.kind === "line" && !isDot(frame, part));
  context.lineJoin = "bevel";
  for (const area of shapes) {
    if (area.kind === "line" || isDot(frame, area)) continue;
    const path = pathOf(frame, area);
    context.globalAlpha = TINT;
    context.fillStyle = colour;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = EDGE_PX;
    context.stroke(path);
  }
  context.globalAlpha = 0.75;
  strokeAll(context, frame, lines, theme.halo, LINE_PX + 2 * HALO_PX);
  context.globalAlpha = 1;
  strokeAll(context, frame, lines, colour, LINE_PX);
  context.fillStyle = colour;
  const size = worldSize(frame.zoom);
  for (const { box } of dots) {
    const x = ((box.left + box.right) / 2) * size - frame.left;
    const y = ((box.top + box.bottom) / 2) * size - frame.top;
    context.fillRect(x - 1, y - 1, 2, 2);
  }
  paintPoints(context, frame, parts, colour, theme.halo);
}

function isDot({ zoom }: Frame, { box }: Part): boolean {
  return Math.max(box.right - box.left, box.bottom - box.top) * worldSize(zoom) < DOT_PX;
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
  context.strokeStyle = colour;
  context.lineWidth = width;
  for (const part of parts) context.stroke(pathOf(frame, part));
}

/** The rings of a part in the frame. */
function pathOf(frame: Frame, { kind, rings }: Part): Path2D {
  const size = worldSize(frame.zoom);
  const path = new Path2D();
  for (const ring of rings) {
    let [lastX, lastY] = [NaN, NaN];
    for (let at = 0; at < ring.length; at += 2) {
      const x = (ring[at] ?? 0) * size - frame.left;
      const y = (ring[at + 1] ?? 0) * size - frame.top;
      if (at === 0) path.moveTo(x, y);
      else if (Math.abs(x - lastX) < STEP_PX && Math.abs(y - lastY) < STEP_PX && at < ring.length - 2) continue;
      else path.lineTo(x, y);
      [lastX, lastY] = [x, y];
    }
    if (kind === "area") path.closePath();
  }
  return path;
}

/** Every point as the same small picture: an arc each takes ten times as long. */
function paintPoints(context: Context, frame: Frame, parts: readonly Part[], colour: string, halo: string): void {
  const points = pointsOf(frame, parts);
  if (points.length === 0) return;
  const half = Math.ceil(POINT_PX + HALO_PX + 1);
  const side = Math.ceil(2 * half * frame.ratio);
  const mark = new OffscreenCanvas(side, side);
  const pen = mark.getContext("2d");
  if (pen === null) throw new Error("no 2d canvas");
  pen.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  for (const [style, radius] of [
    [halo, POINT_PX + HALO_PX],
    [colour, POINT_PX],
  ] as const) {
    pen.fillStyle = style;
    pen.beginPath();
    pen.arc(half, half, radius, 0, 2 * Math.PI);
    pen.fill();
  }
  const drawn = side / frame.ratio;
  for (const { x, y } of points) context.drawImage(mark, x - half, y - half, drawn, drawn);
}

function pointsOf(frame: Frame, parts: readonly Part[]): { readonly x: number; readonly y: number }[] {
  const size = worldSize(frame.zoom);
  return parts.flatMap(({ kind, box }) =>
    kind === "point" ? [{ x: box.left * size - frame.left, y: box.top * size - frame.top }] : [],
  );
}
