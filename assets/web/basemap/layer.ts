/**
 * The base map as one canvas.
 *
 * One canvas instead of one element per tile: at fractional zooms and scales, elements scaled by the
 * browser blur and show seams. Here every data tile is clipped to whole device pixels, so neighbours
 * share an edge exactly at any scale. A pan moves the drawn pixels and paints only the bare strips.
 */

import { CanvasLayer } from "../canvaslayer";
import { partOf, type Frame } from "../mercator";
import { wantedPart } from "../picture";
import type { Theme } from "../theme";
import { outlineOf } from "./paths";
import { ReliefShade } from "./relief";
import { rulesFor, type Coat, type Rules } from "./rules";
import { TILE_UNITS, TileStore, placeOf, type Slot } from "./tiles";

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export class BaseMap extends CanvasLayer {
  private rules: Rules = { ground: [], lines: [] };
  private background = "";
  private readonly store: TileStore;
  private readonly relief: ReliefShade;
  /** What the pixels on the canvas show, and whether that is all there is to show. */
  private drawn: Frame | null = null;
  private complete = false;
  private shown: readonly Slot[] = [];
  private inView = 0;

  /** @param changed called when other tiles than before are on screen: labels come from them. */
  constructor(
    private readonly changed: () => void,
    failed: (error: unknown) => void,
  ) {
    super("tilePane", "base-map");
    this.store = new TileStore(() => this.invalidate(), failed);
    this.relief = new ReliefShade(() => {
      this.complete = false;
      this.invalidate();
    }, failed);
  }

  setTheme(theme: Theme): void {
    this.rules = rulesFor(theme);
    this.relief.setStrength(theme.relief);
    this.background = theme.sea;
    this.complete = false;
    this.invalidate();
  }

  /** The tiles in and around the view, as far as they have arrived. */
  get slots(): readonly Slot[] {
    return this.shown;
  }

  /** Tiles on screen that hold anything. */
  get filled(): number {
    return this.inView;
  }

  /** Whether everything of the view is drawn. */
  get settled(): boolean {
    return !this.dirty && !this.store.busy && !this.relief.busy && this.complete;
  }

  protected override draw(frame: Frame, resized: boolean): void {
    const slots = this.store.slots(frame);
    const held = partOf(frame);
    const last = this.drawn;
    this.drawn = held;
    if (slots.some(({ tile, seen }) => seen && tile === null)) {
      if (resized || last === null) this.paintBox(held, [], wholeOf(held));
      else if (!sameView(last, held)) this.carry(last, held);
      this.complete = false;
      return;
    }
    const shift = resized || last === null || !this.complete ? null : shiftBetween(last, held);
    if (shift === null) this.paintBox(held, slots, wholeOf(held));
    else this.scroll(held, slots, shift.x, shift.y);
    this.complete = true;
    // Tiles outside the view come one by one: what they hold is taken in once, with the last of them.
    const before = new Set(this.shown.map(({ tile }) => tile));
    const news = ({ tile, seen }: Slot): boolean => (seen || !this.store.busy) && !before.has(tile);
    const changed = slots.some(news);
    this.inView = slots.filter(({ tile, seen }) => seen && tile !== null && !tile.empty).length;
    // The same list for the same tiles: names are sorted once for it, not in every frame of a pan.
    if ((changed || !this.store.busy) && !sameSlots(slots, this.shown)) this.shown = slots;
    if (changed) this.changed();
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

  private scroll(frame: Frame, slots: readonly Slot[], x: number, y: number): void {
    if (x === 0 && y === 0) return;
    const context = this.context();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.canvas, x, y);
    const { width, height } = this.canvas;
    if (y !== 0) this.paintBox(frame, slots, y > 0 ? box(0, 0, width, y) : box(0, height + y, width, height));
    if (x !== 0) this.paintBox(frame, slots, x > 0 ? box(0, 0, x, height) : box(width + x, 0, width, height));
  }

  /** Paint one box of the canvas, in device pixels. */
  private paintBox(frame: Frame, slots: readonly Slot[], target: Box): void {
    const context = this.context();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.background;
    context.fillRect(target.left, target.top, target.right - target.left, target.bottom - target.top);
    this.paintCoats(frame, slots, target, this.rules.ground);
    context.save();
    clipTo(context, target);
    if (slots.length > 0) this.relief.draw(context, frame); // after the tiles, which must not wait for it
    context.restore();
    this.paintCoats(frame, slots, target, this.rules.lines);
  }

  private paintCoats(frame: Frame, slots: readonly Slot[], target: Box, coats: readonly Coat[]): void {
    const context = this.context();
    const { ratio, zoom } = frame;
    const due = coats.filter(({ from, until }) => zoom >= (from ?? 0) && zoom < (until ?? Infinity));
    for (const { id, tile } of slots) {
      if (tile === null || tile.empty) continue;
      const { left, top, side } = placeOf(id, zoom);
      const clip = box(
        Math.max(target.left, Math.round((left - frame.left) * ratio)),
        Math.max(target.top, Math.round((top - frame.top) * ratio)),
        Math.min(target.right, Math.round((left + side - frame.left) * ratio)),
        Math.min(target.bottom, Math.round((top + side - frame.top) * ratio)),
      );
      if (clip.right <= clip.left || clip.bottom <= clip.top) continue;
      const data = placeOf(tile.id, zoom);
      const unit = data.side / TILE_UNITS;
      context.save();
      clipTo(context, clip);
      context.setTransform(
        unit * ratio,
        0,
        0,
        unit * ratio,
        (data.left - frame.left) * ratio,
        (data.top - frame.top) * ratio,
      );
      context.lineJoin = "round";
      for (const { source, fill, stroke } of due) {
        const outline = outlineOf(tile, source);
        if (outline === null) continue;
        if (fill !== undefined) {
          context.fillStyle = fill;
          context.fill(outline);
        }
        if (stroke !== undefined) {
          context.strokeStyle = stroke.colour;
          context.lineWidth = stroke.width(zoom) / unit;
          context.lineCap = stroke.cap ?? "butt";
          context.setLineDash((stroke.dash ?? []).map((length) => length / unit));
          context.stroke(outline);
        }
      }
      context.restore();
    }
  }

  private context(): CanvasRenderingContext2D {
    const context = this.canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("no 2d canvas");
    return context;
  }
}

/** Clip to whole device pixels. */
function clipTo(context: CanvasRenderingContext2D, target: Box): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(target.left, target.top, target.right - target.left, target.bottom - target.top);
  context.clip();
}

function box(left: number, top: number, right: number, bottom: number): Box {
  return { left, top, right, bottom };
}

function wholeOf(frame: Frame): Box {
  return box(0, 0, Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio));
}

function sameSlots(some: readonly Slot[], others: readonly Slot[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ id, tile }, index) => {
      const other = others[index];
      return tile === other?.tile && id.z === other.id.z && id.x === other.id.x && id.y === other.id.y;
    })
  );
}

function sameView(one: Frame, other: Frame): boolean {
  return one.zoom === other.zoom && one.left === other.left && one.top === other.top;
}

/** By how many device pixels the picture moved, null if not by whole ones or not only moved. */
function shiftBetween(last: Frame, frame: Frame): { x: number; y: number } | null {
  if (last.zoom !== frame.zoom || last.ratio !== frame.ratio) return null;
  const x = (last.left - frame.left) * frame.ratio;
  const y = (last.top - frame.top) * frame.ratio;
  if (!Number.isInteger(x) || !Number.isInteger(y)) return null;
  if (Math.abs(x) >= frame.width * frame.ratio || Math.abs(y) >= frame.height * frame.ratio) return null;
  // A capture is the same whatever was shown before it.
  if (wantedPart() !== null && (x !== 0 || y !== 0)) return null;
  return { x, y };
}
