/** Walking through the marks in view by keyboard, west to east. */

import { eventStops } from "../events/words";
import { nameIn } from "../features";
import { portsShown } from "../layers/ports";
import { stationsShown } from "../layers/rail";
import { toFrame, type Frame, type Pixel, type UnitPoint } from "../mercator";
import type { Scene } from "../scene";

export interface Stop {
  readonly key: string;
  readonly name: string;
  readonly at: Pixel;
}

/** Ports, stations, positions and events that are drawn in the view, west to east. */
export function stopsIn(frame: Frame, scene: Scene): Stop[] {
  const { language } = scene.style;
  const stop = (unit: UnitPoint, key: string, name: string): Stop => ({ key, name, at: toFrame(frame, unit) });
  return [
    ...portsShown(frame, scene).map(({ unit, key, names }) => stop(unit, key, nameIn(names, language))),
    ...(scene.shows("rail") ? stationsShown(frame, scene) : []).map(({ unit, key, names }) =>
      stop(unit, key, nameIn(names, language)),
    ),
    ...(scene.shows("sightings") ? scene.sightings : []).map(({ unit, key, name }) => stop(unit, key, name)),
    ...eventStops(frame, scene),
  ]
    .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= frame.width && at.y <= frame.height)
    .sort((one, other) => one.at.x - other.at.x || one.at.y - other.at.y);
}

/** The stop after the one with this key; the first or last where there is none, null past the end. */
export function nextStop(stops: readonly Stop[], key: string, step: -1 | 1): Stop | null {
  const here = stops.findIndex((stop) => stop.key === key);
  const next = here < 0 ? (step > 0 ? 0 : stops.length - 1) : here + step;
  return stops[next] ?? null;
}
