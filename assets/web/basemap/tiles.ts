/** Tiles of the base map: which a view needs, fetched and decoded once, kept while they are near. */

import type { Feature } from "protomaps-leaflet";
import { worldSize, type Frame } from "../mercator";
import { archive } from "./archive";

/** Side of a decoded tile, in its own units: one is a CSS pixel where zoom is the tile's plus one. */
export const TILE_UNITS = 512;
const DEEPEST = 10;
/** Decoded tiles kept at the least; a view of 1280x800 with its margin needs about twenty. */
const KEPT = 200;
/** Tiles this far outside the view are fetched too: a name there may reach into it, or take its neighbour's room. */
const MARGIN_PX = 128;

export interface TileId {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** One decoded tile, with what has been derived from it. */
export class Tile {
  private readonly derived = new Map<string, unknown>();

  constructor(
    readonly id: TileId,
    private readonly data: ReadonlyMap<string, readonly Feature[]>,
  ) {}

  get empty(): boolean {
    return this.data.size === 0;
  }

  features(layer: string): readonly Feature[] {
    return this.data.get(layer) ?? [];
  }

  /** A value computed from the tile on first use. */
  once<T>(key: string, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }
}

/** The square of the view that one tile fills. */
export interface Slot {
  readonly id: TileId;
  /** Data for it: the tile itself, or where the archive has none, the nearest above. Null while on its way. */
  readonly tile: Tile | null;
  /** Whether any of it lies in the view; else it is needed for names alone. */
  readonly seen: boolean;
}

/** World pixels of a tile's corner and side at a zoom. */
export function placeOf(id: TileId, zoom: number): { left: number; top: number; side: number } {
  const side = worldSize(zoom) / 2 ** id.z;
  return { left: id.x * side, top: id.y * side, side };
}

export class TileStore {
  private readonly kept = new Map<string, Tile>();
  private readonly loading = new Map<string, Promise<void>>();
  /** How many the last view took: a large page would else drop what it has not drawn yet. */
  private needed = 0;

  /** @param arrived called with each tile that arrives. */
  constructor(
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get busy(): boolean {
    return this.loading.size > 0;
  }

  /** The tiles of a view and its margin; those that are missing are sent for. */
  slots(frame: Frame): Slot[] {
    const z = Math.min(DEEPEST, Math.max(0, Math.floor(frame.zoom) - 1));
    const side = worldSize(frame.zoom) / 2 ** z;
    const last = 2 ** z - 1;
    const index = (pixel: number): number => Math.min(last, Math.max(0, Math.floor(pixel / side)));
    const found: Slot[] = [];
    for (let y = index(frame.top - MARGIN_PX); y <= index(frame.top + frame.height + MARGIN_PX); y++) {
      for (let x = index(frame.left - MARGIN_PX); x <= index(frame.left + frame.width + MARGIN_PX); x++) {
        const id = { z, x, y };
        const seen =
          (x + 1) * side > frame.left &&
          x * side < frame.left + frame.width &&
          (y + 1) * side > frame.top &&
          y * side < frame.top + frame.height;
        found.push({ id, tile: this.kept.get(keyOf(id)) ?? null, seen });
      }
    }
    this.needed = found.length;
    for (const slot of found) if (slot.tile === null && slot.seen) this.load(slot.id);
    for (const slot of found) if (slot.tile === null && !slot.seen) this.load(slot.id);
    return found;
  }

  private load(id: TileId): void {
    const key = keyOf(id);
    if (this.loading.has(key)) return;
    const done = (tile: Tile): void => {
      this.kept.set(key, tile);
      this.forget();
      this.loading.delete(key);
      this.arrived();
    };
    this.loading.set(
      key,
      this.fetch(id).then(done, (error: unknown) => {
        this.failed(error);
        done(new Tile(id, new Map()));
      }),
    );
  }

  /** The tile, or the nearest above it that holds anything. */
  private async fetch(id: TileId): Promise<Tile> {
    const tile = new Tile(id, await archive.get(id, TILE_UNITS));
    if (!tile.empty || id.z === 0) return tile;
    const above = { z: id.z - 1, x: id.x >> 1, y: id.y >> 1 };
    return this.kept.get(keyOf(above)) ?? this.fetch(above);
  }

  private forget(): void {
    for (const key of this.kept.keys()) {
      if (this.kept.size <= Math.max(KEPT, 2 * this.needed)) return;
      this.kept.delete(key); // the oldest first
    }
  }
}

function keyOf({ z, x, y }: TileId): string {
  return `${z}/${x}/${y}`;
}
