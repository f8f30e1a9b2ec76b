/** Views one after the other, to go back and forward through. */

import { worldSize } from "../mercator";

export interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly zoom: number;
}

/** Moves within this time of each other are one step. */
const ONE_STEP_MS = 300;
/** Views kept. */
const KEPT = 100;

export class ViewHistory {
  private places: Place[] = [];
  private current = -1;
  private last = Number.NEGATIVE_INFINITY;

  get canGoBack(): boolean {
    return this.current > 0;
  }

  get canGoForward(): boolean {
    return this.current < this.places.length - 1;
  }

  /** The map has come to rest at `place`; `now` in milliseconds. What lay ahead is forgotten. */
  arrive(place: Place, now: number): void {
    const here = this.places[this.current];
    if (here !== undefined && same(here, place)) return;
    // The first view is kept as it is: it is where the user began.
    const joins = now - this.last < ONE_STEP_MS && this.current > 0;
    this.last = now;
    this.places = [...this.places.slice(0, joins ? this.current : this.current + 1), place].slice(-KEPT);
    this.current = this.places.length - 1;
  }

  /** The same view, shown differently: the window was resized. */
  replace(place: Place): void {
    if (this.current < 0) this.current = 0;
    this.places[this.current] = place;
  }

  /** One step back or forward; null where there is none. */
  go(step: -1 | 1): Place | null {
    const place = this.places[this.current + step];
    if (place === undefined) return null;
    this.current += step;
    this.last = Number.NEGATIVE_INFINITY;
    return place;
  }
}

/** Within a pixel: a window of another size moves the centre by as much. */
function same(one: Place, other: Place): boolean {
  const pixel = 360 / worldSize(one.zoom);
  return (
    Math.abs(one.lat - other.lat) <= pixel &&
    Math.abs(one.lon - other.lon) <= pixel &&
    Math.abs(one.zoom - other.zoom) < 1e-3
  );
}
