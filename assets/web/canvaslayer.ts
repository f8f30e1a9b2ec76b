/** A Leaflet layer that is one canvas, redrawn by us at every device pixel and carried by pan and zoom. */

import * as L from "leaflet";
import type { Frame } from "./mercator";
import { PART, deviceRatio, wantedPart } from "./picture";

/** Leaflet's own layers place themselves with this; the published types leave it out. */
interface AnimatedMap {
  _latLngToNewLayerPoint(corner: L.LatLng, zoom: number, center: L.LatLng): L.Point;
}

export abstract class CanvasLayer extends L.Layer {
  readonly canvas: HTMLCanvasElement;
  /** What the canvas shows since it was last drawn. */
  protected frame: Frame | null = null;
  private request = 0;
  protected zooming = false;
  private corner: L.LatLng | null = null;

  protected constructor(
    private readonly pane: string,
    className: string,
  ) {
    super();
    this.canvas = document.createElement("canvas");
    this.canvas.className = `${className} leaflet-zoom-animated`;
  }

  override onAdd(map: L.Map): this {
    map.getPane(this.pane)?.appendChild(this.canvas);
    this.invalidate();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.request);
    this.request = 0;
    this.canvas.remove();
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      move: () => this.moved(),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent;
        this.zooming = true;
        this.follow(center, zoom);
      },
      zoomend: () => {
        this.zooming = false;
        this.invalidate();
      },
      resize: () => this.invalidate(),
      [PART]: () => this.invalidate(),
    };
  }

  /** Whether a redraw is waiting for the next animation frame. */
  get dirty(): boolean {
    return this.request !== 0 || this.zooming;
  }

  /** Redraw in the next animation frame. */
  invalidate(): void {
    if (this.request !== 0 || !this._map) return; // onAdd asks again
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      if (!this.zooming) this.redraw(); // else zoomend asks again
    });
  }

  /** Redraw at once: for changes that should be on the next picture of the screen, not on the one after. */
  drawNow(): void {
    if (!this._map) return; // onAdd draws
    cancelAnimationFrame(this.request);
    this.request = 0;
    if (!this.zooming) this.redraw();
  }

  /** Leaflet moves its panes inside an animation frame: drawn in the same one, no bare strip is seen. */
  protected moved(): void {
    this.drawNow();
  }

  /** Draw `frame`, whose canvas has the right size already. */
  protected abstract draw(frame: Frame, resized: boolean): void;

  /** Draw what the map shows now. */
  protected redraw(): void {
    const frame = this.view(0);
    if (frame === null) return;
    this.draw(frame, this.place(frame));
  }

  /** What the map shows now, on a screen with some CSS pixels more on every side; null where it has no size. */
  protected view(around: number): Frame | null {
    const map = this._map;
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return null;
    const part = wantedPart();
    const margin = part === null ? around : 0;
    const [width, height] = [size.x + 2 * margin, size.y + 2 * margin];
    const corner = map.containerPointToLayerPoint([-margin, -margin]).add(map.getPixelOrigin());
    return {
      zoom: map.getZoom(),
      left: corner.x,
      top: corner.y,
      width,
      height,
      ratio: deviceRatio(),
      part: part ?? { left: 0, top: 0, width, height },
    };
  }

  /** Lay the canvas where a frame of the present zoom lies; whether it had another size before. */
  protected place(frame: Frame): boolean {
    const map = this._map;
    const { part } = frame;
    const corner = L.point(frame.left + part.left, frame.top + part.top).subtract(map.getPixelOrigin());
    const resized = this.resize(part.width, part.height, frame.ratio);
    L.DomUtil.setTransform(this.canvas, corner, 1);
    this.corner = map.layerPointToLatLng(corner);
    this.frame = frame;
    return resized;
  }

  /** Lay what is drawn where it belongs after a jump, until it is drawn anew. */
  protected carryOver(): void {
    if (this.frame === null || this.corner === null) return;
    const map = this._map;
    const offset = map.latLngToLayerPoint(this.corner);
    L.DomUtil.setTransform(this.canvas, offset, map.getZoomScale(map.getZoom(), this.frame.zoom));
  }

  private resize(width: number, height: number, ratio: number): boolean {
    const deviceWidth = Math.round(width * ratio);
    const deviceHeight = Math.round(height * ratio);
    // Told even where the pixels are as many: another ratio makes another size of them.
    this.canvas.style.width = `${deviceWidth / ratio}px`;
    this.canvas.style.height = `${deviceHeight / ratio}px`;
    if (this.canvas.width === deviceWidth && this.canvas.height === deviceHeight) return false;
    this.canvas.width = deviceWidth;
    this.canvas.height = deviceHeight;
    return true;
  }

  /** Scale with the zoom animation, as Leaflet's own renderers do; `zoomend` draws it anew. */
  private follow(center: L.LatLng, zoom: number): void {
    if (this.frame === null || this.corner === null) return;
    const map = this._map as L.Map & AnimatedMap;
    const offset = map._latLngToNewLayerPoint(this.corner, zoom, center);
    L.DomUtil.setTransform(this.canvas, offset, map.getZoomScale(zoom, this.frame.zoom));
  }
}
