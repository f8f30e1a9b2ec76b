/** The ring or casing around what is selected or pointed at. */

import { toFrame, type Pixel } from "../mercator";
import { pixelsOf, strokeNear } from "../polyline";
import type { Brush } from "../scene";
import { portRadius, portsShown } from "./ports";
import { STATION_RADIUS, railWidth, stationsShown } from "./rail";
import { SIGHTING_RADIUS } from "./sightings";
import { ROUTE_DASH, ROUTE_WIDTH } from "./routes";
import { JOIN_DASH, JOIN_WIDTH, joinOf } from "./voyages";

interface Ring {
  readonly at: Pixel;
  readonly radius: number;
}

/** Under the lines: a halo along the selected and hovered ones. */
export function drawCasings(brush: Brush): void {
  each(brush, (key) => {
    for (const line of linesOf(brush, key)) {
      stroke(brush, line, brush.scene.style.theme.selectionHalo, line.width + 7, []);
      // A line that is whole may have a whole edge; a broken one must stay broken.
      if (line.dash.length === 0) stroke(brush, line, brush.scene.style.theme.selection, line.width + 2, []);
    }
  });
}

/** Over the lines: broken ones again in the colour of selection, broken as they are. */
export function drawSelectedLines(brush: Brush): void {
  each(brush, (key) => {
    for (const line of linesOf(brush, key)) {
      if (line.dash.length > 0) stroke(brush, line, brush.scene.style.theme.selection, line.width + 0.9, line.dash);
    }
  });
}

/** Over the marks: a ring around selected and hovered points. */
export function drawRings(brush: Brush): void {
  each(brush, (key) => {
    for (const ring of ringsOf(brush, key)) circle(brush, ring);
  });
}

/** CSS pixels from a mark's edge to the outside of its ring. */
export const RING_PX = 7;

function each({ context, scene }: Brush, draw: (key: string) => void): void {
  if (scene.hover !== "" && !scene.selection.has(scene.hover)) {
    context.globalAlpha = 0.6;
    draw(scene.hover);
    context.globalAlpha = 1;
  }
  for (const key of scene.selection) draw(key);
}

interface Line {
  readonly pixels: readonly Pixel[];
  readonly width: number;
  readonly dash: number[];
}

function linesOf(brush: Brush, key: string): Line[] {
  const { frame, scene } = brush;
  const rail = scene.shows("rail") ? scene.features.rail.filter((line) => line.key === key) : [];
  const voyage = scene.voyages.find((candidate) => candidate.key === key);
  const routes =
    voyage === undefined || !scene.shows("routes") ? [] : scene.routes.filter((route) => route.id === voyage.route);
  const stops = voyage === undefined || !scene.shows("sightings") ? [] : joinOf(brush, voyage);
  return [
    ...rail.map((line) => ({ pixels: pixelsOf(frame, line.path), width: railWidth(frame) + 5, dash: [] })),
    ...routes.map((route) => ({ pixels: pixelsOf(frame, route.path), width: ROUTE_WIDTH, dash: ROUTE_DASH })),
    ...(stops.length > 1 ? [{ pixels: stops, width: JOIN_WIDTH, dash: JOIN_DASH }] : []),
  ];
}

function ringsOf({ frame, scene }: Brush, key: string): Ring[] {
  const voyage = scene.voyages.find((candidate) => candidate.key === key);
  const sightings = scene.sightings.filter(
    (sighting) => sighting.key === key || (voyage?.sightings.includes(sighting.id) ?? false),
  );
  return [
    ...portsShown(frame, scene)
      .filter((port) => port.key === key)
      .map((port) => ({ at: toFrame(frame, port.unit), radius: portRadius(port, frame, scene) })),
    ...(scene.shows("rail") ? stationsShown(frame, scene) : [])
      .filter((station) => station.key === key)
      .map((station) => ({ at: toFrame(frame, station.unit), radius: STATION_RADIUS })),
    ...(scene.shows("sightings") ? sightings : []).map((sighting) => ({
      at: toFrame(frame, sighting.unit),
      radius: SIGHTING_RADIUS,
    })),
  ];
}

function stroke({ context, frame }: Brush, line: Line, colour: string, width: number, dash: number[]): void {
  context.lineJoin = "round";
  context.lineCap = dash === JOIN_DASH ? "round" : "butt";
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = width;
  strokeNear(context, frame, line.pixels);
  context.setLineDash([]);
}

function circle({ context, scene }: Brush, { at, radius }: Ring): void {
  const { theme } = scene.style;
  context.beginPath();
  context.arc(at.x, at.y, radius + 3.5, 0, 2 * Math.PI);
  context.strokeStyle = theme.selectionHalo;
  context.lineWidth = 6;
  context.stroke();
  context.strokeStyle = theme.selection;
  context.lineWidth = 2;
  context.stroke();
}
