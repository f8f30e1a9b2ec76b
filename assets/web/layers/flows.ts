/**
 * Flows between places: one bent band for all that goes from one to the other, as wide as it is much.
 *
 * A band is no way that anything took: it leaves the straight line, is translucent and never dashed like a route.
 */

import { nameIn, type Features, type Port } from "../features";
import type { Frame, Pixel, UnitPoint } from "../mercator";
import { along, distanceTo, inView, lengthOf, pixelsOf, strokeNear } from "../polyline";
import type { Brush, Scene } from "../scene";
import { arrowHead, drawAlong, lineNote } from "./linetext";

/** Shape of desktop_app/ui/flow_payload.py. */
interface FlowRow {
  readonly key: string;
  /** Feature keys of both ends. */
  readonly from: string;
  readonly to: string;
  readonly rail: boolean;
  readonly calls: number;
  /** Calls that other rows count already. */
  readonly uncounted: number;
  /** Volume with its unit; empty where none is estimated. */
  readonly volume: string;
  /** Widths in CSS pixels for the low and the high end; 0 where what the width means is not known. */
  readonly low: number;
  readonly high: number;
}

export interface FlowsPayload {
  /** The widest first, so that a narrow one lies over it. */
  readonly flows: readonly FlowRow[];
  /** Keys of the flows to which the selection belongs. */
  readonly selected: readonly string[];
}

export const NO_FLOWS: FlowsPayload = { flows: [], selected: [] };

type End = Pick<Port, "key" | "names" | "unit">;

export interface Flow extends FlowRow {
  readonly start: End;
  readonly end: End;
  readonly path: readonly UnitPoint[];
  readonly selected: boolean;
}

/** How far the middle of the arc leaves the straight line, as a share of its length. */
const BEND = 0.16;
const STEPS = 32;
/** Width of a flow whose width is not known: a line of dots. */
const UNKNOWN_WIDTH = 1.8;
const UNKNOWN_DASH: number[] = [0, 4.5];
/** The low end lies over the high end; the ground shows through both. */
const HIGH_ALPHA = 0.3;
const LOW_ALPHA = 0.42;
const ARROW_AT = 1 / 3;
/** From this width on the arrow lies in the band, CSS pixels. */
const BROAD = 7;
const WORD_FROM = 6;
const WORD_AT = 0.5;

/** Flows whose two ends are on the map; one with an end that nothing places is listed, not drawn. */
export function resolveFlows({ flows, selected }: FlowsPayload, features: Features): readonly Flow[] {
  const places = new Map<string, End>([
    ...features.ports.map((port) => [port.key, port] as const),
    ...features.stations.map((station) => [station.key, station] as const),
  ]);
  return flows.flatMap((row) => {
    const [start, end] = [places.get(row.from), places.get(row.to)];
    if (start === undefined || end === undefined || start === end) return [];
    return [{ ...row, start, end, path: arc(start.unit, end.unit), selected: selected.includes(row.key) }];
  });
}

/** A parabola to the left of the way there, so that the way back lies on the other side. */
function arc(from: UnitPoint, to: UnitPoint): UnitPoint[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = step / STEPS;
    const aside = 4 * BEND * share * (1 - share);
    return { x: from.x + share * dx + aside * dy, y: from.y + share * dy - aside * dx };
  });
}

export function drawFlows(brush: Brush): void {
  const { context, frame, scene } = brush;
  const { theme, words } = scene.style;
  for (const flow of scene.flows) {
    const line = pixelsOf(frame, flow.path);
    const colour = flow.rail ? theme.rail : theme.voyage;
    context.lineJoin = "round";
    context.lineCap = "butt";
    const hovered = scene.hover === flow.key;
    if (flow.selected || hovered) {
      context.globalAlpha = flow.selected ? 1 : 0.6;
      stroke(brush, line, theme.selectionHalo, widthOfFlow(flow) + 6);
      stroke(brush, line, theme.selection, widthOfFlow(flow) + 3);
      context.globalAlpha = 1;
      stroke(brush, line, theme.halo, widthOfFlow(flow));
    } else {
      context.globalAlpha = 0.5;
      stroke(brush, line, theme.halo, widthOfFlow(flow) + 2.4);
    }
    if (flow.high === 0) {
      context.globalAlpha = 0.9;
      context.lineCap = "round";
      context.setLineDash(UNKNOWN_DASH);
      stroke(brush, line, colour, UNKNOWN_WIDTH);
      context.setLineDash([]);
    } else {
      context.globalAlpha = HIGH_ALPHA;
      stroke(brush, line, colour, flow.high);
      context.globalAlpha = LOW_ALPHA;
      stroke(brush, line, colour, flow.low);
    }
    context.globalAlpha = 1;
    const spot = along(line, lengthOf(line) * ARROW_AT);
    if (spot !== null && lengthOf(line) > 40) {
      if (flow.high < BROAD) arrowHead(context, spot, 6, colour, theme.halo);
      else arrowHead(context, spot, flow.high * 0.5, theme.halo, colour);
    }
    if (frame.zoom < WORD_FROM) continue;
    const seen = inView(frame, line, 0);
    drawAlong(context, seen, lengthOf(seen) * WORD_AT, words.flow, lineNote(theme.text, theme.halo), flow.high / 2);
  }
  context.lineCap = "butt";
}

function stroke({ context, frame }: Brush, line: readonly Pixel[], colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  strokeNear(context, frame, line);
}

/** CSS pixels that a flow takes across. */
export function widthOfFlow({ high }: Flow): number {
  return Math.max(high, UNKNOWN_WIDTH);
}

/** The flow under a point, the narrowest of several, and what to call it. */
export function flowAt(
  frame: Frame,
  scene: Scene,
  point: Pixel,
  near: number,
): { readonly key: string; readonly name: string } | null {
  const { words, language } = scene.style;
  // Drawn last, so looked at first.
  for (const flow of [...scene.flows].reverse()) {
    if (distanceTo(pixelsOf(frame, flow.path), point) > Math.max(widthOfFlow(flow) / 2, near)) continue;
    const ends = `${nameIn(flow.start.names, language)} → ${nameIn(flow.end.names, language)}`;
    const counted = `${flow.rail ? words.consignments : words.calls} ${flow.calls}`;
    const uncounted = flow.uncounted > 0 ? `${words.uncounted} ${flow.uncounted}` : "";
    const parts = [ends, counted, uncounted, flow.volume, words.flow];
    return { key: flow.key, name: parts.filter((part) => part !== "").join(" · ") };
  }
  return null;
}
