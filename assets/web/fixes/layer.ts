/**
 * The canvas of tracks and of positions that are too many for marks, below all other marks of the record.
 *
 * A worker draws it, somewhat larger than the view, so that a pan carries it without drawing; one picture is on its
 * way at any time, and the newest wish waits for it.
 */

import * as L from "leaflet";
import { CanvasLayer } from "../canvaslayer";
import { drawsGaps } from "../events/marks";
import { helperAt, type Helper } from "../helper";
import { arrowHead, lineNote } from "../layers/linetext";
import { intoPart, type Frame } from "../mercator";
import type { Scene } from "../scene";
import { bytesAt } from "../supply";
import { drawText, widthOf } from "../text";
import type { Theme } from "../theme";
import { NO_LOOK, readArrays } from "./arrays";
import type { Notes } from "./paint";
import type { Asked, Drawn } from "./drawing";

export const WORKER = "app://map/assets/fixes.js";
/** CSS pixels beyond the view that are drawn, and how near to their end the view may come. */
const MARGIN_PX = 160;
const NEAR_PX = 40;
const ARROW_PX = 4.4;

export class FixesLayer extends CanvasLayer {
  private worker: Helper<Asked> | null = null;
  private number = 0;
  /** What is on its way. */
  private asked: Frame | null = null;
  /** Another picture is wanted after that. */
  private stale = false;
  private spare: ArrayBuffer | null = null;
  private fetching = 0;
  private newest = 0;

  constructor(
    private readonly scene: Scene,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {
    super("overlayPane", "fixes");
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      ...super.getEvents(),
      moveend: () => this.invalidate(),
      viewreset: () => this.carryOver(),
    };
  }

  get settled(): boolean {
    return this.fetching === 0 && this.asked === null && !this.stale && !this.dirty;
  }

  /** Fetch the arrays of a case; an answer that a newer one has overtaken is dropped. */
  async load(url: string): Promise<void> {
    const number = ++this.newest;
    if (url === "") {
      this.scene.arrays = null;
      this.worker?.end();
      this.worker = null;
      this.asked = null;
      this.clear();
      this.changed();
      return;
    }
    this.fetching++;
    try {
      const buffer = await bytesAt(url);
      if (number !== this.newest) return;
      this.worker ??= this.start();
      this.post({ kind: "data", buffer }, []); // copied: the page finds with it, the worker draws with it
      this.scene.arrays = readArrays(buffer);
      this.changed();
    } catch (error) {
      if (number === this.newest) this.failed(error);
    } finally {
      this.fetching--;
      this.invalidate();
    }
  }

  protected override moved(): void {
    const view = this.view(0);
    if (view === null || this.frame === null || this.worker === null) return;
    const { zoom, left, top, width, height } = this.frame;
    if (this.zooming) return; // zoomend asks
    if (zoom !== view.zoom) {
      this.redraw();
      return;
    }
    const room = Math.min(
      view.left - left,
      view.top - top,
      left + width - view.left - view.width,
      top + height - view.top - view.height,
    );
    if (room < NEAR_PX) this.redraw();
  }

  protected override redraw(): void {
    if (this.worker === null || !this._map) return;
    if (this.asked !== null) {
      this.stale = true;
      return;
    }
    const { style, arrays, shown } = this.scene;
    const frame = this.view(style.controls ? MARGIN_PX : 0);
    if (frame === null || arrays === null) return;
    this.stale = false;
    this.asked = frame;
    const { theme } = style;
    const looks = theme.tracks.map(channels);
    const spare = this.spare;
    this.spare = null;
    this.post(
      {
        kind: "draw",
        number: ++this.number,
        wanted: {
          frame,
          colours: { looks, neutral: channels(theme.neutral), position: channels(theme.voyage), doubt: channels(theme.doubt) },
          shown,
          tracks: this.scene.shows("tracks"),
          positions: this.scene.shows("sightings") && this.scene.positionsCrowd,
          gapS: this.scene.gapS,
          silences: !drawsGaps(this.scene),
        },
        spare,
      },
      spare === null ? [] : [spare],
    );
  }

  private clear(): void {
    this.canvas.getContext("2d", { willReadFrequently: true })?.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  protected override draw(): void {
    throw new Error("drawn by the worker");
  }

  private start(): Helper<Asked> {
    return helperAt<Asked, Drawn>(
      WORKER,
      (answer) => this.take(answer),
      (error) => {
        this.asked = null;
        this.failed(error);
      },
    );
  }

  private post(asked: Asked, transfer: Transferable[]): void {
    this.worker?.post(asked, transfer);
  }

  private take({ width, height, pixels, notes }: Drawn): void {
    const frame = this.asked;
    this.asked = null;
    if (this._map && frame !== null && !this.zooming && frame.zoom === this._map.getZoom()) {
      this.place(frame);
      const context = this.canvas.getContext("2d", { willReadFrequently: true });
      if (context === null) throw new Error("no 2d canvas");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
      intoPart(context, frame);
      this.annotate(context, notes);
    } else this.stale = true;
    this.spare = pixels;
    if (this.stale) this.invalidate();
    this.stale = false;
  }

  private annotate(context: CanvasRenderingContext2D, { arrows, gaps }: Notes): void {
    const { theme, words } = this.scene.style;
    for (const [x, y, angle, look] of arrows) {
      arrowHead(context, { x, y, angle }, ARROW_PX, colourOf(theme, look), theme.halo);
    }
    const style = lineNote(theme.text, theme.halo);
    for (const [x, y, angle, hours] of gaps) {
      const text = durationText(hours, words);
      context.save();
      context.translate(x, y);
      context.rotate(Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle);
      // Below the line: above it stands that a route is inferred, where a track follows one.
      drawText(context, text, -widthOf(context, text, style) / 2, style.size * 0.75, style);
      context.restore();
    }
  }
}

/** The colour of a vessel's look. */
export function colourOf(theme: Theme, look: number): string {
  return (look === NO_LOOK ? undefined : theme.tracks[look % theme.tracks.length]) ?? theme.neutral;
}

/** How long a ship was silent: hours up to two days, then days. */
function durationText(hours: number, { hours: h, days: d, silent }: { hours: string; days: string; silent: string }): string {
  return `${silent} ${hours < 48 ? `${hours} ${h}` : `${Math.round(hours / 24)} ${d}`}`;
}

/** "#rrggbb" as the raster has colours: red in the lowest byte. */
function channels(colour: string): number {
  const value = parseInt(colour.slice(1), 16);
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16);
}
