/**
 * The base map as one canvas.
 *
 * One canvas instead of one element per tile: at fractional zooms and scales, elements scaled by the
 * browser blur and show seams. Here every data tile is clipped to whole device pixels, so neighbours
 * share an edge exactly at any scale. A pan moves the drawn pixels and paints only the bare strips.
 */

import { TileCache, View, paint, type Feature, type PaintRule, type TileTransform } from "protomaps-leaflet";
import { CanvasLayer } from "../canvaslayer";
import type { Frame } from "../mercator";
import type { Theme } from "../theme";
import { archive } from "./archive";
import { paintRulesFor } from "./rules";

export type TileData = ReadonlyMap<string, Feature[]>;

export interface Tile {
  readonly transform: TileTransform;
  readonly data: TileData;
}

/** Deepest zoom in the archive, and CSS pixels that a data tile takes at its own zoom plus one. */
const DEEPEST = 10;
const TILE_PX = 512;
/** Decoded tiles kept; a view of 1280x800 needs about twelve. */
const KEPT = 160;

const EMPTY: TileData = new Map();

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export class BaseMap extends CanvasLayer {
  private rules: PaintRule[] = [];
  private background = "";
  private readonly view = new View(new TileCache(archive, TILE_PX), DEEPEST, 1);
  private readonly decoded = new Map<string, TileData>();
  private readonly loading = new Map<string, Promise<void>>();
  /** What the pixels on the canvas show, and whether that is all there is to show. */
  private drawn: Frame | null = null;
  private complete = false;
  private shown: readonly Tile[] = [];

  /** @param changed called when other tiles than before are on screen: labels come from them. */
  constructor(
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {
    super("tilePane", "base-map");
  }

  setTheme(theme: Theme): void {
    this.rules = paintRulesFor(theme);
    this.background = theme.sea;
    this.complete = false;
    this.invalidate();
  }

  /** The tiles in the view that have arrived. */
  get tiles(): readonly Tile[] {
    return this.shown;
  }

  /** Tiles on screen that hold anything. */
  get filled(): number {
    return this.shown.filter((tile) => tile.data.size > 0).length;
  }

  /** Whether everything of the view is drawn. */
  get settled(): boolean {
    return !this.dirty && this.loading.size === 0 && this.complete;
  }

  protected override draw(frame: Frame, resized: boolean): void {
    const needed = this.needed(frame);
    const missing = needed.filter((transform) => !this.decoded.has(keyOf(transform)));
    const last = this.drawn;
    if (missing.length > 0) {
      for (const transform of missing) this.load(transform);
      if (resized || last === null) this.paintBox(frame, [], wholeOf(frame));
      else this.carry(last, frame);
      this.drawn = frame;
      this.complete = false;
      return;
    }
    const tiles = needed.map((transform) => ({ transform, data: this.decoded.get(keyOf(transform)) ?? EMPTY }));
    const shift = resized || last === null || !this.complete ? null : shiftBetween(last, frame);
    if (shift === null) this.paintBox(frame, tiles, wholeOf(frame));
    else this.scroll(frame, tiles, shift.x, shift.y);
    this.drawn = frame;
    this.complete = true;
    const same =
      tiles.length === this.shown.length &&
      tiles.every((tile, index) => tile.data === this.shown[index]?.data);
    this.shown = tiles;
    if (!same) this.changed();
  }

  /** Move the old picture to where it belongs in the new frame while tiles are on their way. */
  private carry(last: Frame, frame: Frame): void {
    const context = this.context();
    const { width, height } = this.canvas;
    const scale = 2 ** (frame.zoom - last.zoom);
    const left = Math.round((last.left * scale - frame.left) * frame.ratio);
    const top = Math.round((last.top * scale - frame.top) * frame.ratio);
    const right = left + Math.round(width * scale);
    const bottom = top + Math.round(height * scale);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.canvas, left, top, right - left, bottom - top);
    context.fillStyle = this.background;
    context.fillRect(0, 0, width, top);
    context.fillRect(0, bottom, width, height - bottom);
    context.fillRect(0, 0, left, height);
    context.fillRect(right, 0, width - right, height);
  }

  private needed(frame: Frame): TileTransform[] {
    const world = 2 ** frame.zoom * 256;
    const bounds = {
      minX: Math.max(0, frame.left),
      minY: Math.max(0, frame.top),
      maxX: Math.min(world - 1, frame.left + frame.width),
      maxY: Math.min(world - 1, frame.top + frame.height),
    };
    return this.view.dataTilesForBounds(frame.zoom, bounds);
  }

  private load(transform: TileTransform): void {
    const key = keyOf(transform);
    if (this.loading.has(key)) return;
    const done = (data: TileData): void => {
      this.decoded.set(key, data);
      this.forget();
      this.loading.delete(key);
      if (this.loading.size === 0) this.invalidate();
    };
    this.loading.set(
      key,
      archive.get(transform.dataTile, TILE_PX).then(done, (error: unknown) => {
        this.failed(error);
        done(EMPTY);
      }),
    );
  }

  private forget(): void {
    for (const key of this.decoded.keys()) {
      if (this.decoded.size <= KEPT) return;
      this.decoded.delete(key); // the oldest first
    }
  }

  private scroll(frame: Frame, tiles: readonly Tile[], x: number, y: number): void {
    if (x === 0 && y === 0) return;
    const context = this.context();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.canvas, x, y);
    const { width, height } = this.canvas;
    if (y !== 0) this.paintBox(frame, tiles, y > 0 ? box(0, 0, width, y) : box(0, height + y, width, height));
    if (x !== 0) this.paintBox(frame, tiles, x > 0 ? box(0, 0, x, height) : box(width + x, 0, width, height));
  }

  /** Paint one box of the canvas, in device pixels. */
  private paintBox(frame: Frame, tiles: readonly Tile[], target: Box): void {
    const context = this.context();
    const { ratio, left, top } = frame;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.background;
    context.fillRect(target.left, target.top, target.right - target.left, target.bottom - target.top);
    for (const { transform, data } of tiles) {
      const { origin, dim } = transform;
      const clip = box(
        Math.max(target.left, Math.round((origin.x - left) * ratio)),
        Math.max(target.top, Math.round((origin.y - top) * ratio)),
        Math.min(target.right, Math.round((origin.x + dim - left) * ratio)),
        Math.min(target.bottom, Math.round((origin.y + dim - top) * ratio)),
      );
      if (clip.right <= clip.left || clip.bottom <= clip.top) continue;
      context.save();
      context.beginPath();
      context.rect(clip.left, clip.top, clip.right - clip.left, clip.bottom - clip.top);
      context.clip();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      // Features just outside may reach in with half their line width: 4 px is more than any.
      const bounds = {
        minX: left + clip.left / ratio - 4,
        minY: top + clip.top / ratio - 4,
        maxX: left + clip.right / ratio + 4,
        maxY: top + clip.bottom / ratio + 4,
      };
      const prepared = {
        z: frame.zoom,
        origin,
        data: data as Map<string, Feature[]>,
        scale: transform.scale,
        dim,
        dataTile: transform.dataTile,
      };
      // The painter works from a point of the library's own class: the tile's origin, moved.
      const corner = origin.clone();
      corner.x = left;
      corner.y = top;
      paint(context, frame.zoom, new Map([["", [prepared]]]), null, this.rules, bounds, corner, false);
      context.restore();
    }
  }

  private context(): CanvasRenderingContext2D {
    const context = this.canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("no 2d canvas");
    return context;
  }
}

function keyOf(transform: TileTransform): string {
  const { z, x, y } = transform.dataTile;
  return `${z}/${x}/${y}`;
}

function box(left: number, top: number, right: number, bottom: number): Box {
  return { left, top, right, bottom };
}

function wholeOf(frame: Frame): Box {
  return box(0, 0, Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio));
}

/** By how many device pixels the picture moved, null if not by whole ones or not only moved. */
function shiftBetween(last: Frame, frame: Frame): { x: number; y: number } | null {
  if (last.zoom !== frame.zoom || last.ratio !== frame.ratio) return null;
  const x = (last.left - frame.left) * frame.ratio;
  const y = (last.top - frame.top) * frame.ratio;
  if (!Number.isInteger(x) || !Number.isInteger(y)) return null;
  if (Math.abs(x) >= frame.width * frame.ratio || Math.abs(y) >= frame.height * frame.ratio) return null;
  return { x, y };
}
