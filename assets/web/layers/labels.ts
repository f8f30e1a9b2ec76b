/** Names on the map: countries, ports, stations, then all else that the base map names, none over another. */

import type { Slot } from "../basemap/tiles";
import type { Box } from "../boxes";
import { nameIn, type Port, type Sighting, type Station } from "../features";
import { toFrame, type Pixel } from "../mercator";
import { Placer, type Placed } from "../placer";
import type { Brush, Scene } from "../scene";
import { placeReferenceNames } from "../reference/names";
import { drawText, widthOf, type TextStyle } from "../text";
import { placeBaseNames, placeCountries, takeLine, type BaseNames } from "./basenames";
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
  readonly base: BaseNames;
  /** Names of ports and stations, drawn over them. */
  readonly record: readonly Placed[];
}

/** A port's rank from which it is named before the days of selected positions. */
const BUSY = 100;
/** Names of the base map stay this far off lines of the record, and heed them this far outside the view. */
const LINE_ROOM_PX = 8;
const LINE_MARGIN_PX = 200;

/** @param kept boxes of the view that no name may touch. */
export function placeLabels(brush: Brush, slots: readonly Slot[], view: Box, kept: readonly Box[]): Labels {
  const { context, frame, scene } = brush;
  const placer = new Placer(context, view);
  for (const box of kept) placer.keep(box);
  const ports = portsShown(frame, scene);
  const stations = scene.shows("rail") ? stationsShown(frame, scene) : [];
  takeMarks(brush, placer, ports, stations);
  const named = scene.shows("labels");
  const countries = placeCountries(brush, placer, slots);
  const record = named
    ? [...recordNames(brush, placer, ports, stations), ...placeReferenceNames(frame, scene, placer)]
    : [];
  takeLines(brush, placer);
  const { names, marks } = placeBaseNames(brush, placer, slots, named ? [...ports, ...stations] : []);
  return { base: { names: [...countries, ...names], marks }, record };
}

export function drawLabels({ context }: Brush, labels: readonly Placed[]): void {
  for (const { text, x, y, style, angle } of labels) {
    if (angle === 0) {
      drawText(context, text, x, y, style);
      continue;
    }
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    drawText(context, text, -widthOf(context, text, style) / 2, 0, style);
    context.restore();
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
    ...scene.flows,
  ];
  for (const { path } of lines) takeLine(frame, placer, path, LINE_ROOM_PX, LINE_MARGIN_PX);
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
