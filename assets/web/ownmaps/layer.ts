/** One own map as one canvas between the base map and the record. */

import { CanvasLayer } from "../canvaslayer";
import { partOf, type Frame } from "../mercator";
import { wantedPart } from "../picture";
import type { OwnMap } from "../protocol";
import { baredBy, cellsFor, common, levelFor, wholeOf, type Box, type Cell } from "./grid";

/** What differs between pictures and vector tiles. */
export interface Painter<Content> {
  /** Make a tile drawable; throws with the reason if it cannot be drawn. */
  decode(bytes: ArrayBuffer): Promise<Content>;
  /** Draw a tile over its cell; the context is clipped to the part that is wanted. */
  paint(context: CanvasRenderingContext2D, frame: Frame, cell: Cell, content: Content): void;
  /** Give back what a tile holds. */
  release(content: Content): void;
}

/** Decoded tiles kept beyond those in view; a view of 1280x800 takes about forty pictures. */
const KEPT = 120;

export class OwnMapLayer<Content> extends CanvasLayer {
  /** By key; null where the file has no tile or none that can be drawn. */
  private readonly tiles = new Map<string, Content | null>();
  private readonly loading = new Set<string>();
  private drawn: Frame | null = null;
  /** Whether the canvas holds every tile of the view it was drawn for. */
  private complete = false;
  private removed = false;

  constructor(
    private map: OwnMap,
    private readonly painter: Painter<Content>,
    private readonly troubled: (sentence: string) => void,
  ) {
    super("tilePane", "own-map");
  }

  /** Show it so: opacity and place among the others; the tiles stay the same. */
  arrange(map: OwnMap, place: number): void {
    this.map = map;
    this.canvas.style.opacity = String(map.opacity);
    this.canvas.style.zIndex = String(101 + place); // Leaflet gives canvases 100
  }

  /** Draw everything anew, in other colours. */
  repaint(): void {
    this.complete = false;
    this.invalidate();
  }

  /** Whether everything of the view is drawn. */
  get settled(): boolean {
    return !this.dirty && this.loading.size === 0;
  }

  override onRemove(): this {
    this.removed = true;
    for (const key of [...this.tiles.keys()]) this.drop(key);
    return super.onRemove();
  }

  protected override draw(whole: Frame, resized: boolean): void {
    const frame = partOf(whole);
    const level = levelFor(this.map, frame.zoom);
    const cells = level === null ? [] : cellsFor(this.map, level, frame);
    const missing = cells.filter(({ key }) => !this.tiles.has(key));
    for (const { key } of missing) void this.load(key);
    const last = resized ? null : this.drawn;
    const moved = last === null || !this.complete || missing.length > 0 ? null : baredBy(last, frame);
    // A capture is the same whatever was shown before it.
    const rests = moved?.x === 0 && moved.y === 0;
    if (moved !== null && (rests || wantedPart() === null)) {
      this.shift(moved.x, moved.y);
      for (const strip of moved.strips) this.paintBox(frame, cells, strip);
    } else if (last !== null && missing.length > 0) {
      this.carry(last, frame);
    } else {
      this.paintBox(frame, cells, wholeOf(frame));
    }
    this.drawn = frame;
    this.complete = missing.length === 0;
    this.forget(new Set(cells.map(({ key }) => key)));
  }

  private async load(key: string): Promise<void> {
    if (this.loading.has(key)) return;
    this.loading.add(key);
    const content = await this.fetched(key);
    this.loading.delete(key);
    this.tiles.set(key, content);
    if (this.removed) this.drop(key);
    else if (this.loading.size === 0) this.invalidate();
  }

  private async fetched(key: string): Promise<Content | null> {
    try {
      const answer = await fetch(`app://map/tiles/${this.map.id}/${key}`);
      if (answer.headers.get("content-type")?.startsWith("text/plain")) {
        this.troubled(await answer.text());
        return null;
      }
      const bytes = await answer.arrayBuffer();
      return bytes.byteLength === 0 ? null : await this.painter.decode(bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.troubled(`${this.map.credit}: the tile ${key} cannot be drawn (${reason}).`);
      return null;
    }
  }

  /** Drop the oldest tiles that are out of view. */
  private forget(needed: ReadonlySet<string>): void {
    for (const key of [...this.tiles.keys()]) {
      if (this.tiles.size <= KEPT + needed.size) return;
      if (!needed.has(key)) this.drop(key);
    }
  }

  private drop(key: string): void {
    const content = this.tiles.get(key) ?? null;
    if (content !== null) this.painter.release(content);
    this.tiles.delete(key);
  }

  private shift(x: number, y: number): void {
    if (x !== 0 || y !== 0) this.replace(x, y, this.canvas.width, this.canvas.height);
  }

  /** Put the old picture where it belongs in the new frame while tiles are on their way. */
  private carry(last: Frame, frame: Frame): void {
    const scale = 2 ** (frame.zoom - last.zoom);
    const x = Math.round((last.left * scale - frame.left) * frame.ratio);
    const y = Math.round((last.top * scale - frame.top) * frame.ratio);
    this.replace(x, y, Math.round(this.canvas.width * scale), Math.round(this.canvas.height * scale));
  }

  private replace(x: number, y: number, width: number, height: number): void {
    const context = this.context();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = "copy"; // the canvas is transparent: what was there before goes
    context.drawImage(this.canvas, x, y, width, height);
    context.globalCompositeOperation = "source-over";
  }

  /** Paint one box of the canvas. */
  private paintBox(frame: Frame, cells: readonly Cell[], target: Box): void {
    const context = this.context();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(target.left, target.top, target.right - target.left, target.bottom - target.top);
    for (const cell of cells) {
      const content = this.tiles.get(cell.key) ?? null;
      const box = common(target, cell.box);
      if (content === null || box === null) continue;
      context.save();
      context.beginPath();
      context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
      context.clip();
      this.painter.paint(context, frame, cell, content);
      context.restore();
    }
  }

  private context(): CanvasRenderingContext2D {
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    return context;
  }
}
