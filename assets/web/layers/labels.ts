/** Names on the map: ports first, then stations, seas, countries and places, none over another. */

import type { Tile } from "../basemap/layer";
import { countryNames, placeNames, seaNames, type BaseName } from "../basemap/names";
import type { Box } from "../boxes";
import { nameIn, type Port, type Sighting, type Station } from "../features";
import { toFrame, type Pixel } from "../mercator";
import { Placer, type Placed } from "../placer";
import { along, inView, pixelsOf } from "../polyline";
import type { Brush, Scene } from "../scene";
import { drawText, type TextStyle } from "../text";
import { callRows } from "./callmarks";
import { portRadius, portsShown, roleColour } from "./ports";
import {
  POST_RADIUS,
  STATION_NAMES_FROM,
  STATION_RADIUS,
  asideOf,
  postsShown,
  stationName,
  stationsShown,
} from "./rail";
import { RING_PX } from "./selection";
import { SIGHTING_RADIUS } from "./sightings";

export interface Labels {
  /** Names of the base map, drawn under the marks. */
  readonly base: readonly Placed[];
  /** Names of ports and stations, drawn over them. */
  readonly record: readonly Placed[];
}

/** A place name is left out this near to a port's mark, which carries the name. */
const SAME_PLACE_PX = 22;
const SAME_NAME_PX = 90;
/** A port's rank from which it is named before the days of selected positions. */
const BUSY = 100;

/** @param kept boxes of the view that no name may touch. */
export function placeLabels(brush: Brush, tiles: readonly Tile[], view: Box, kept: readonly Box[]): Labels {
  const { context, frame, scene } = brush;
  const placer = new Placer(context, view);
  for (const box of kept) placer.take(box);
  const ports = portsShown(frame, scene);
  const stations = scene.shows("rail") ? stationsShown(frame, scene) : [];
  takeMarks(brush, placer, ports, stations);
  const record = scene.shows("labels") ? recordNames(brush, placer, ports, stations) : [];
  takeLines(brush, placer);
  const areas = [...countryNames(frame, scene), ...seaNames(frame, scene, tiles)].flatMap(
    ({ text, at, style }) => placer.over(text, at, style) ?? [],
  );
  const isDuplicate = duplicates(brush, [...ports, ...stations]);
  const places = placeNames(frame, scene, tiles).flatMap((name): Placed[] => {
    const { text, at, style, dot } = name;
    if (dot === null || isDuplicate(name) || !placer.isFree(at, dot + 1)) return [];
    const placed = placer.beside(text, at, dot, style);
    if (placed === null) return [];
    placer.takeAround(at, dot + 1);
    return [{ ...placed, dot: { at, radius: dot } }];
  });
  return { base: [...areas, ...places], record };
}

export function drawLabels(context: CanvasRenderingContext2D, labels: readonly Placed[], dots: string): void {
  for (const { text, x, y, style, dot } of labels) {
    if (dot !== null) {
      context.beginPath();
      context.arc(dot.at.x, dot.at.y, dot.radius, 0, 2 * Math.PI);
      context.fillStyle = dots;
      context.fill();
    }
    drawText(context, text, x, y, style);
  }
}

function takeMarks(brush: Brush, placer: Placer, ports: readonly Port[], stations: readonly Station[]): void {
  const { frame, scene } = brush;
  for (const port of ports) placer.takeAround(toFrame(frame, port.unit), portRadius(port, frame, scene) + 1);
  for (const { unit } of scene.shows("sightings") ? scene.sightings : []) {
    placer.takeAround(toFrame(frame, unit), SIGHTING_RADIUS + 1);
  }
  for (const { unit } of stations) placer.takeAround(toFrame(frame, unit), STATION_RADIUS);
  for (const { start, width } of callRows(brush)) {
    placer.take({ left: start.x, right: start.x + width, top: start.y - 7, bottom: start.y + 7 });
  }
}

/** Names of the base map stay off the railway and the routes. */
function takeLines({ frame, scene }: Brush, placer: Placer): void {
  const lines = [
    ...(scene.shows("rail") ? scene.features.rail : []),
    ...(scene.shows("routes") ? scene.routes : []),
  ];
  for (const { path } of lines) {
    const seen = inView(frame, pixelsOf(frame, path), 0);
    for (let distance = 0; ; distance += 8) {
      const spot = along(seen, distance);
      if (spot === null) break;
      placer.takeAround(spot, 4);
    }
  }
}

function recordNames(
  { frame, scene }: Brush,
  placer: Placer,
  ports: readonly Port[],
  stations: readonly Station[],
): Placed[] {
  const { theme, language } = scene.style;
  const found: Placed[] = [];
  const name = (text: string, at: Pixel, radius: number, style: Partial<TextStyle>): void => {
    const plainStyle: TextStyle = {
      size: 11,
      weight: 400,
      italic: false,
      spacing: 0,
      colour: theme.text,
      halo: theme.halo,
      haloWidth: 2,
    };
    const placed = placer.beside(text, at, radius, { ...plainStyle, ...style });
    if (placed !== null) found.push(placed);
  };
  const namePort = (port: Port): void => {
    const busy = scene.calls(port.id) > 0;
    const minor = port.terminal || port.role === "other";
    const ring = scene.selection.has(port.key) ? RING_PX - 2 : 0;
    name(nameIn(port.names, language), toFrame(frame, port.unit), portRadius(port, frame, scene) + ring, {
      size: minor ? 11 : busy ? 13 : 12,
      weight: busy && !port.terminal ? 600 : 400,
      colour: minor && !busy ? theme.place : theme.text,
    });
  };
  const rank = (port: Port): number =>
    (scene.selection.has(port.key) ? 1e6 : 0) +
    scene.calls(port.id) * BUSY +
    (port.role === "other" ? 0 : 10) +
    (port.terminal ? 0 : 1);
  const ordered = [...ports].sort((one, other) => rank(other) - rank(one) || one.id.localeCompare(other.id, "en"));
  for (const port of ordered) if (rank(port) >= BUSY) namePort(port);
  for (const { date, unit } of datesShown(scene)) {
    const at = toFrame(frame, unit);
    const radius = Math.max(SIGHTING_RADIUS, ...coveringRadii(ports, at, { frame, scene }));
    name(date, at, radius + RING_PX - 2, { weight: 600, colour: theme.voyage });
  }
  for (const port of ordered) if (rank(port) < BUSY) namePort(port);
  if (frame.zoom >= STATION_NAMES_FROM) {
    const colour = roleColour(theme, "rail");
    for (const station of stations) {
      const at = asideOf(toFrame(frame, station.unit), station.angle, 9);
      name(stationName(station, scene), at, STATION_RADIUS, { colour });
    }
    for (const { km, unit, angle } of scene.shows("rail") ? postsShown(frame, scene) : []) {
      name(String(km), asideOf(toFrame(frame, unit), angle, 8), POST_RADIUS, { colour, size: 9.5 });
    }
  }
  return found;
}

/** Documented positions that tell their day: the selected ones, alone or by their voyage. */
function datesShown(scene: Scene): readonly Sighting[] {
  if (!scene.shows("sightings")) return [];
  const voyages = scene.voyages.filter((voyage) => scene.selection.has(voyage.key));
  return scene.sightings.filter(
    (sighting) =>
      scene.selection.has(sighting.key) || voyages.some((voyage) => voyage.sightings.includes(sighting.id)),
  );
}

/** Radii of the ports whose discs cover a point. */
function coveringRadii(ports: readonly Port[], at: Pixel, { frame, scene }: Omit<Brush, "context">): number[] {
  return ports.flatMap((port) => {
    const mark = toFrame(frame, port.unit);
    const radius = portRadius(port, frame, scene);
    return Math.hypot(mark.x - at.x, mark.y - at.y) < radius ? [radius] : [];
  });
}

/** Whether a place of the base map is one of the record's, which bears the name already. */
function duplicates({ frame }: Brush, named: readonly (Port | Station)[]): (name: BaseName) => boolean {
  const known = named.map(({ unit, names }) => ({
    at: toFrame(frame, unit),
    names: Object.values(names).map(plain),
  }));
  return (name) =>
    known.some(({ at, names }) => {
      const distance = Math.hypot(at.x - name.at.x, at.y - name.at.y);
      return distance < SAME_PLACE_PX || (distance < SAME_NAME_PX && names.includes(plain(name.text)));
    });
}

/** For comparing names: no case, no accents, no apostrophes or blanks. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\p{M}\p{P}\s]/gu, "")
    .toLowerCase();
}
