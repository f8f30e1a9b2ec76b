/** Port areas: where a ship counts as having entered a port, and, dashed, where as having left it. */

import type { Berth } from "../features";
import { metresToUnit, toFrame, worldSize, type Frame, type UnitPoint } from "../mercator";
import type { Brush, Scene } from "../scene";
import { roleColour } from "./ports";

/** desktop_app/analysis/port_areas.py: ENTER_KM and LEAVE_KM. */
const ENTER_M = 3000;
const LEAVE_M = 4000;
const AREAS_FROM = 6;
/** Zoom from which the berths themselves are dotted in. */
const BERTHS_FROM = 10;
const LEAVE_DASH: number[] = [4, 4];

interface Circle {
  readonly centre: UnitPoint;
  /** In the unit square. */
  readonly radius: number;
}

/** A piece of a circle that no other circle of its port covers; angles in radians, clockwise. */
interface Arc extends Circle {
  readonly from: number;
  readonly to: number;
}

interface Area {
  readonly port: string;
  readonly berths: readonly Berth[];
  readonly enter: readonly Circle[];
  readonly enterEdge: readonly Arc[];
  readonly leaveEdge: readonly Arc[];
}

/** Areas of the features last drawn: their edges take a few milliseconds to find. */
let known: { readonly berths: readonly Berth[]; readonly areas: readonly Area[] } = { berths: [], areas: [] };

export function drawAreas(brush: Brush): void {
  const { context, frame, scene } = brush;
  if (frame.zoom < AREAS_FROM) return;
  for (const area of areasOf(scene.features.berths)) {
    const colour = colourOf(scene, area.port);
    context.beginPath();
    for (const circle of area.enter) addArc(brush, { ...circle, from: 0, to: 2 * Math.PI });
    context.globalAlpha = 0.08;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    strokeArcs(brush, area.enterEdge, colour, 1.4, []);
    strokeArcs(brush, area.leaveEdge, colour, 1, LEAVE_DASH);
    if (frame.zoom >= BERTHS_FROM) dotBerths(brush, area, colour);
  }
}

function colourOf(scene: Scene, portId: string): string {
  const port = scene.features.ports.find(({ id }) => id === portId);
  return roleColour(scene.style.theme, port?.role ?? "other");
}

function strokeArcs(brush: Brush, arcs: readonly Arc[], colour: string, width: number, dash: number[]): void {
  const { context } = brush;
  context.beginPath();
  for (const arc of arcs) addArc(brush, arc);
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

function addArc({ context, frame }: Brush, { centre, radius, from, to }: Arc): void {
  const { x, y } = toFrame(frame, centre);
  const pixels = radius * worldSize(frame.zoom);
  if (isOutside(frame, x, y, pixels)) return;
  context.moveTo(x + pixels * Math.cos(from), y + pixels * Math.sin(from));
  context.arc(x, y, pixels, from, to);
}

function isOutside({ width, height }: Frame, x: number, y: number, reach: number): boolean {
  return x + reach < 0 || y + reach < 0 || x - reach > width || y - reach > height;
}

function dotBerths({ context, frame }: Brush, { berths }: Area, colour: string): void {
  context.beginPath();
  for (const { unit } of berths) {
    const { x, y } = toFrame(frame, unit);
    context.moveTo(x + 1.6, y);
    context.arc(x, y, 1.6, 0, 2 * Math.PI);
  }
  context.fillStyle = colour;
  context.fill();
}

function areasOf(berths: readonly Berth[]): readonly Area[] {
  if (known.berths === berths) return known.areas;
  const byPort = new Map<string, Berth[]>();
  for (const berth of berths) byPort.set(berth.port, [...(byPort.get(berth.port) ?? []), berth]);
  const areas = [...byPort].map(([port, own]) => {
    const round = (metres: number): Circle[] =>
      own.map(({ unit, lat }) => ({ centre: unit, radius: metresToUnit(lat, metres) }));
    const enter = round(ENTER_M);
    return { port, berths: own, enter, enterEdge: edgeOf(enter), leaveEdge: edgeOf(round(LEAVE_M)) };
  });
  known = { berths, areas };
  return areas;
}

/** The edge of the union of circles. */
export function edgeOf(circles: readonly Circle[]): Arc[] {
  return circles.flatMap((circle, index) => {
    const covered = coveredOf(circles, circle, index);
    return covered === null ? [] : openOf(covered).map(([from, to]) => ({ ...circle, from, to }));
  });
}

type Interval = readonly [from: number, to: number];

/** What other circles cover of one circle's edge, as angles from 0 to 2π in order; null for all of it. */
function coveredOf(circles: readonly Circle[], { centre, radius }: Circle, index: number): Interval[] | null {
  const covered: Interval[] = [];
  for (const [place, other] of circles.entries()) {
    if (place === index) continue;
    const [dx, dy] = [other.centre.x - centre.x, other.centre.y - centre.y];
    const distance = Math.hypot(dx, dy);
    if (distance >= radius + other.radius || distance + other.radius < radius) continue;
    // Of two circles that are the same, the first one counts.
    if (distance + radius < other.radius || (distance + radius === other.radius && place < index)) return null;
    if (distance === 0) continue;
    const share = (distance ** 2 + radius ** 2 - other.radius ** 2) / (2 * distance * radius);
    const half = Math.acos(Math.max(-1, Math.min(1, share)));
    const middle = Math.atan2(dy, dx);
    const from = (middle - half + 4 * Math.PI) % (2 * Math.PI);
    const to = from + 2 * half;
    if (to > 2 * Math.PI) covered.push([from, 2 * Math.PI], [0, to - 2 * Math.PI]);
    else covered.push([from, to]);
  }
  return covered.sort((one, other) => one[0] - other[0]);
}

/** What is left of 0 to 2π. */
function openOf(covered: readonly Interval[]): Interval[] {
  const open: Interval[] = [];
  let reached = 0;
  for (const [from, to] of covered) {
    if (from > reached) open.push([reached, from]);
    reached = Math.max(reached, to);
  }
  if (reached < 2 * Math.PI) open.push([reached, 2 * Math.PI]);
  return open;
}
