/** The railway: how exactly each stretch is known, stations, the bridge and kilometre posts. */

import { nameIn, type Post, type Rail, type Segment, type Station } from "../features";
import { groundPixels, toFrame, type Frame, type Pixel } from "../mercator";
import { pixelsOf, trace } from "../polyline";
import type { Brush, Scene } from "../scene";

/** Up to here a stretch is drawn as known. */
const CLOSE_M = 200;
/** Pixels by which a stretch must be able to lie off before its dashed edges say so. */
const VISIBLE_PX = 1;
/** Zoom from which the dashed edges have room. */
const CASING_FROM = 6.5;
/** Zoom from which the room in which a schematic stretch can lie is shaded. */
const ROOM_FROM = 8.5;
/** Zooms from which stations are drawn and named, the bridge, four rails, posts every 10 and every 5 km. */
export const STATIONS_FROM = 7;
export const STATION_NAMES_FROM = 8;
const BRIDGE_FROM = 10.5;
const DUAL_FROM = 11;
const TEN_KM_FROM = 9;
const FIVE_KM_FROM = 11;
export const STATION_RADIUS = 3.2;
/** Half the length of a post's stroke. */
export const POST_RADIUS = 3.5;
/** Half the bridge: the middle of its two published lengths, 590 and 623 m. */
const HALF_BRIDGE_M = 303;
const METRES_PER_KM = 1000;

export function railWidth(frame: Frame): number {
  if (frame.zoom < 6) return 1.6;
  return frame.zoom < 11 ? 2.2 : 3;
}

/** Whether a stretch is drawn as schematic at this scale. */
export function isLoose(frame: Frame, { accuracy_m, lat }: Segment): boolean {
  return accuracy_m > CLOSE_M && groundPixels(frame, lat, accuracy_m) >= VISIBLE_PX;
}

export function drawRail(brush: Brush): void {
  const { frame, scene } = brush;
  if (frame.zoom >= ROOM_FROM) drawRooms(brush);
  for (const rail of scene.features.rail) drawLine(brush, rail);
  for (const post of postsShown(frame, scene)) drawPost(brush, post);
  for (const station of stationsShown(frame, scene)) {
    if (scene.selection.has(station.key) || scene.hover === station.key) drawReach(brush, station);
    if (station.kind === "bridge") drawBridge(brush, station);
    else drawStation(brush, station);
  }
}

function drawLine({ context, frame, scene }: Brush, rail: Rail): void {
  const { theme } = scene.style;
  const width = railWidth(frame);
  const line = pixelsOf(frame, rail.path);
  context.lineJoin = "round";
  context.lineCap = "butt";
  trace(context, line);
  context.strokeStyle = theme.halo;
  context.lineWidth = width + 2;
  context.stroke();
  if (frame.zoom >= CASING_FROM) {
    for (const segment of rail.segments) {
      if (!isLoose(frame, segment)) continue;
      // Two dashed edges: a dashed band with its middle cleared.
      trace(context, pixelsOf(frame, segment.path));
      context.strokeStyle = theme.rail;
      context.lineWidth = width + 5;
      context.setLineDash([5, 3]);
      context.stroke();
      context.setLineDash([]);
      context.strokeStyle = theme.halo;
      context.lineWidth = width + 3.4;
      context.stroke();
    }
  }
  trace(context, line);
  context.strokeStyle = theme.rail;
  context.lineWidth = width;
  context.stroke();
  if (frame.zoom < DUAL_FROM) return;
  for (const segment of rail.segments) {
    if (!segment.dual) continue;
    trace(context, pixelsOf(frame, segment.path));
    context.strokeStyle = theme.halo;
    context.lineWidth = 1;
    context.stroke();
  }
}

/** Ellipses with the ends of a stretch as foci and its length of track as major axis: it cannot leave them. */
function drawRooms({ context, frame, scene }: Brush): void {
  const { theme } = scene.style;
  context.beginPath();
  for (const { segments } of scene.features.rail) {
    for (const segment of segments) {
      const [from, to] = pixelsOf(frame, segment.path);
      if (from === undefined || to === undefined || !isLoose(frame, segment)) continue;
      const half = Math.hypot(to.x - from.x, to.y - from.y) / 2;
      const across = groundPixels(frame, segment.lat, segment.accuracy_m);
      const along = Math.hypot(half, across);
      const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
      const angle = Math.atan2(to.y - from.y, to.x - from.x);
      context.moveTo(x + along * Math.cos(angle), y + along * Math.sin(angle));
      context.ellipse(x, y, along, across, angle, 0, 2 * Math.PI);
    }
  }
  context.globalAlpha = 0.07;
  context.fillStyle = theme.rail;
  context.fill();
  context.globalAlpha = 1;
}

function drawStation({ context, frame, scene }: Brush, station: Station): void {
  const { theme } = scene.style;
  const { x, y } = toFrame(frame, station.unit);
  context.beginPath();
  context.arc(x, y, STATION_RADIUS + (station.computed ? 0.4 : 0), 0, 2 * Math.PI);
  context.fillStyle = theme.halo;
  context.fill();
  context.strokeStyle = theme.rail;
  context.lineWidth = station.computed ? 1.3 : 1.8;
  if (station.computed) context.setLineDash([2.2, 1.9]);
  context.stroke();
  context.setLineDash([]);
}

/** The circle in which a station's real place lies. */
function drawReach({ context, frame, scene }: Brush, station: Station): void {
  const reach = groundPixels(frame, station.lat, station.accuracy_m);
  if (reach < STATION_RADIUS + 6) return;
  const { x, y } = toFrame(frame, station.unit);
  context.beginPath();
  context.arc(x, y, reach, 0, 2 * Math.PI);
  context.strokeStyle = scene.style.theme.rail;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  context.stroke();
  context.setLineDash([]);
}

/** Two strokes beside the line, turned outwards at their ends. */
function drawBridge({ context, frame, scene }: Brush, { unit, angle, lat }: Station): void {
  const { theme } = scene.style;
  const { x, y } = toFrame(frame, unit);
  const half = Math.max(5, groundPixels(frame, lat, HALF_BRIDGE_M));
  const side = railWidth(frame) / 2 + 2.6;
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  for (const across of [-side, side]) {
    const out = across + Math.sign(across) * 3;
    context.moveTo(-half - 3, out);
    context.lineTo(-half, across);
    context.lineTo(half, across);
    context.lineTo(half + 3, out);
  }
  context.lineJoin = "round";
  context.strokeStyle = theme.halo;
  context.lineWidth = 4;
  context.stroke();
  context.strokeStyle = theme.rail;
  context.lineWidth = 1.6;
  context.stroke();
  context.restore();
}

/** A stroke across the line. */
function drawPost({ context, frame, scene }: Brush, { unit, angle }: Post): void {
  const { theme } = scene.style;
  const { x, y } = toFrame(frame, unit);
  const [across, up] = [-Math.sin(angle) * POST_RADIUS, Math.cos(angle) * POST_RADIUS];
  context.beginPath();
  context.moveTo(x - across, y - up);
  context.lineTo(x + across, y + up);
  context.strokeStyle = theme.halo;
  context.lineWidth = 3.4;
  context.stroke();
  context.strokeStyle = theme.rail;
  context.lineWidth = 1.4;
  context.stroke();
}

export function stationsShown(frame: Frame, scene: Scene): readonly Station[] {
  if (frame.zoom < STATIONS_FROM) return [];
  if (frame.zoom >= BRIDGE_FROM) return scene.features.stations;
  return scene.features.stations.filter((station) => station.kind === "station");
}

export function postsShown(frame: Frame, scene: Scene): readonly Post[] {
  if (frame.zoom < TEN_KM_FROM) return [];
  const step = frame.zoom >= FIVE_KM_FROM ? 5 : 10;
  return scene.features.rail.flatMap(({ posts }) => posts.filter(({ km }) => km % step === 0));
}

export function railName(rail: Rail, scene: Scene): string {
  return nameIn(rail.names, scene.style.language);
}

/** Where the name of something on the line begins: beside a steep line, below a level one, not along it. */
export function asideOf(at: Pixel, angle: number, reach: number): Pixel {
  const level = Math.abs(Math.cos(angle));
  const right = Math.cos(angle) * Math.sin(angle) < 0 ? 1 : -1;
  return { x: at.x + right * reach * level * (1 - level), y: at.y + reach * level ** 2 };
}

/** The name, with how far off a computed place can be. */
export function stationName(station: Station, scene: Scene): string {
  const name = nameIn(station.names, scene.style.language);
  return station.computed ? `${name} ${withinText(station.accuracy_m, scene)}` : name;
}

/** "± 3 km" */
export function withinText(accuracy_m: number, scene: Scene): string {
  const km = accuracy_m / METRES_PER_KM;
  return `± ${km < 2 ? km.toFixed(1) : km.toFixed(0)} ${scene.style.words.km}`;
}
