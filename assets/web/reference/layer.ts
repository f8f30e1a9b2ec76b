/**
 * The canvas of the reference layers, below tracks and all marks of the case.
 *
 * It is drawn somewhat larger than the view, so that a pan carries it.
 */

import type * as L from "leaflet";
import { CanvasLayer } from "../canvaslayer";
import { loadHangul } from "../fonts";
import { intoPart, type Frame } from "../mercator";
import type { Reference } from "../protocol";
import type { Scene } from "../scene";
import { bytesAt } from "../supply";
import { paintLayer, paintSelected } from "./paint";
import { readShapes, type Feature } from "./shapes";
import { featuresIn } from "./view";

/** CSS pixels beyond the view that are drawn, and how near to their end the view may come. */
const MARGIN_PX = 160;
const NEAR_PX = 40;
const HANGUL = /[\u1100-\u11ff\uac00-\ud7a3]/u;

export class ReferenceLayers extends CanvasLayer {
  /** By address: a layer whose colour or order changes keeps its shapes. */
  private readonly shapes = new Map<string, readonly Feature[]>();
  private fetching = 0;
  private newest = 0;

  constructor(
    private readonly scene: Scene,
    private readonly changed: () => void,
    private readonly troubled: (id: string, sentence: string) => void,
  ) {
    super("overlayPane", "references");
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      ...super.getEvents(),
      moveend: () => this.invalidate(),
      viewreset: () => this.carryOver(),
    };
  }

  get settled(): boolean {
    return this.fetching === 0 && !this.dirty;
  }

  /** Show these and no others, the lowest first; what a newer message has overtaken is dropped. */
  async show(wanted: readonly Reference[]): Promise<void> {
    const number = ++this.newest;
    this.fetching++;
    try {
      await Promise.all(wanted.map((one) => this.load(one)));
    } finally {
      this.fetching--;
    }
    if (number !== this.newest) return;
    const used = new Set(wanted.map(({ url }) => url));
    for (const url of [...this.shapes.keys()]) if (!used.has(url)) this.shapes.delete(url);
    this.scene.references = wanted.map(({ id, name, colour, url }) => ({
      id,
      name,
      colour,
      features: this.shapes.get(url) ?? [],
    }));
    this.invalidate();
    this.changed();
  }

  protected override moved(): void {
    const view = this.view(0);
    if (view === null || this.frame === null || this.scene.references.length === 0 || this.zooming) return;
    const { zoom, left, top, width, height } = this.frame;
    const room = Math.min(
      view.left - left,
      view.top - top,
      left + width - view.left - view.width,
      top + height - view.top - view.height,
    );
    if (zoom !== view.zoom || room < NEAR_PX) this.drawNow();
  }

  protected override redraw(): void {
    const frame = this.view(this.scene.style.controls ? MARGIN_PX : 0);
    if (frame !== null) this.draw(frame, this.place(frame));
  }

  protected override draw(frame: Frame, resized: boolean): void {
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    const { references, selection, style } = this.scene;
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (!resized) context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    intoPart(context, frame);
    for (const layer of references) paintLayer(context, frame, layer, style.theme, style.theme.land);
    for (const layer of references) {
      for (const feature of featuresIn(frame, layer)) {
        if (selection.has(feature.key)) paintSelected(context, frame, feature, style.theme);
      }
    }
  }

  private async load({ id, name, url }: Reference): Promise<void> {
    if (this.shapes.has(url)) return;
    try {
      const features = await readShapes(id, await bytesAt(url));
      if (features.some(({ name }) => HANGUL.test(name))) await loadHangul();
      this.shapes.set(url, features);
    } catch (error) {
      this.shapes.set(url, []);
      const reason = error instanceof Error ? error.message : String(error);
      this.troubled(id, `The shapes of the layer “${name}” cannot be drawn (${reason}).`);
    }
  }
}
