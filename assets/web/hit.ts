/** What lies under a point of the canvas. */

import { nameIn } from "./features";
import { eventAt } from "./events/words";
import { flowAt } from "./layers/flows";
import { arraysHit } from "./fixes/pick";
import { portRadius, portsShown } from "./layers/ports";
import { POST_RADIUS, STATION_RADIUS, isLoose, postsShown, railName, stationsShown, withinText } from "./layers/rail";
import { SIGHTING_RADIUS } from "./layers/sightings";
import { joinOf } from "./layers/voyages";
import { watchAreaAt } from "./layers/watchareas";
import { toFrame, type Frame, type Pixel, type UnitPoint } from "./mercator";
import { distanceTo, pixelsOf } from "./polyline";
import { referenceAt } from "./reference/hit";
import type { Scene } from "./scene";

export interface Hit {
  readonly key: string;
  readonly name: string;
  /** The fix of a track that is nearest. */
  readonly fix?: number;
}

/** CSS pixels beside a mark that still count as on it. */
const NEAR_PX = 5;

export function hitAt(frame: Frame, scene: Scene, point: Pixel): Hit | null {
  return (
    pointHit(frame, scene, point) ??
    eventAt(frame, scene, point, NEAR_PX) ??
    arraysHit(frame, scene, point) ??
    lineHit(frame, scene, point) ??
    flowAt(frame, scene, point, NEAR_PX) ??
    watchAreaAt(frame, scene, point, NEAR_PX) ??
    referenceAt(frame, scene, point, NEAR_PX)
  );
}

function pointHit(frame: Frame, scene: Scene, point: Pixel): Hit | null {
  const { language } = scene.style;
  let best: Hit | null = null;
  let nearest = NEAR_PX;
  const offer = (unit: UnitPoint, radius: number, key: string, name: string): void => {
    const { x, y } = toFrame(frame, unit);
    const distance = Math.hypot(x - point.x, y - point.y) - radius;
    if (distance >= nearest) return;
    nearest = distance;
    best = { key, name };
  };
  if (scene.shows("sightings")) {
    for (const { unit, key, name } of scene.sightings) offer(unit, SIGHTING_RADIUS, key, name);
  }
  for (const port of portsShown(frame, scene)) {
    offer(port.unit, portRadius(port, frame, scene), port.key, nameIn(port.names, language));
  }
  if (scene.shows("rail")) {
    for (const station of stationsShown(frame, scene)) {
      const within = withinText(station.accuracy_m, scene);
      const how = station.computed ? `${within}, ${scene.style.words.computed}` : within;
      offer(station.unit, STATION_RADIUS, station.key, `${nameIn(station.names, language)} · ${how}`);
    }
    const posts = postsShown(frame, scene);
    for (const rail of scene.features.rail) {
      for (const post of rail.posts) {
        if (!posts.includes(post)) continue;
        const { km, computed } = scene.style.words;
        const how = `${withinText(post.accuracy_m, scene)}, ${computed}`;
        offer(post.unit, POST_RADIUS, rail.key, `${railName(rail, scene)} · ${post.km} ${km} · ${how}`);
      }
    }
  }
  return best;
}

function lineHit(frame: Frame, scene: Scene, point: Pixel): Hit | null {
  if (scene.shows("sightings")) {
    for (const voyage of scene.voyages) {
      const stops = joinOf({ frame, scene }, voyage);
      if (stops.length > 1 && distanceTo(stops, point) < NEAR_PX) return { key: voyage.key, name: voyage.name };
    }
  }
  if (scene.shows("routes")) {
    for (const route of scene.routes) {
      if (distanceTo(pixelsOf(frame, route.path), point) >= NEAR_PX) continue;
      // Voyages that share a route are reached in turn: the one after the selected one.
      const voyages = scene.voyagesOn(route);
      const last = voyages.findIndex((voyage) => scene.selection.has(voyage.key));
      const next = voyages[(last + 1) % voyages.length];
      if (next !== undefined) return { key: next.key, name: next.name };
    }
  }
  if (scene.shows("rail")) {
    for (const rail of scene.features.rail) {
      for (const segment of rail.segments) {
        if (distanceTo(pixelsOf(frame, segment.path), point) >= NEAR_PX) continue;
        const { schematic } = scene.style.words;
        const how = withinText(segment.accuracy_m, scene);
        const name = `${railName(rail, scene)} · ${isLoose(frame, segment) ? `${schematic} ` : ""}${how}`;
        return { key: rail.key, name };
      }
    }
  }
  return null;
}
