/** Measuring by hand: the points, and what was done with them. */

import type { Position } from "./geodesic";

/** What a measurement is at one moment. */
export class Measure {
  private list: readonly Position[] = [];
  private open = false;
  private at: Position | null = null;

  /** @param changed points were added, taken away or ended; @param moved only the pointer has moved. */
  constructor(
    private readonly changed: () => void,
    private readonly moved: () => void,
  ) {}

  get points(): readonly Position[] {
    return this.list;
  }

  /** Whether clicks add points. */
  get active(): boolean {
    return this.open;
  }

  /** Whether there is anything to see. */
  get shown(): boolean {
    return this.open || this.list.length > 0;
  }

  /** The end of the segment that follows the pointer. */
  get pointer(): Position | null {
    return this.open ? this.at : null;
  }

  /** Begin anew; an earlier measurement is gone. */
  start(points: readonly Position[] = []): void {
    this.set(points, true);
  }

  /** Show these points, as another page had them. */
  set(points: readonly Position[], active: boolean): void {
    this.list = points;
    this.open = active;
    this.at = null;
    this.changed();
  }

  add(point: Position): void {
    this.set([...this.list, point], true);
  }

  removeLast(): void {
    if (this.open) this.set(this.list.slice(0, -1), true);
  }

  /** The last point is set; the measurement stays to be read and copied. One point alone measures nothing. */
  end(): void {
    this.set(this.list.length > 1 ? this.list : [], false);
  }

  clear(): void {
    this.set([], false);
  }

  /** The pointer is over this point, or has left the map. */
  point(at: Position | null): void {
    if (!this.open) return;
    this.at = at;
    this.moved();
  }
}
