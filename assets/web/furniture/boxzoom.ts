/** Zooming to a rectangle, armed for one drag. With Shift held, Leaflet's own handler does the same. */

import * as L from "leaflet";
import { part } from "./dom";

/** A drag smaller than this was a click: CSS pixels. */
const LEAST_PX = 5;

export class BoxZoom {
  /** Over the whole map while armed: what the pointer does is not meant for the map. */
  private readonly veil: HTMLElement;
  private readonly rectangle: HTMLElement;
  private start: L.Point | null = null;

  constructor(
    private readonly map: L.Map,
    root: HTMLElement,
    private readonly changed: (armed: boolean) => void,
  ) {
    this.veil = part(root, "div", "veil");
    this.rectangle = part(this.veil, "div", "zoom-rectangle");
    this.veil.hidden = true;
    this.veil.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.veil.setPointerCapture(event.pointerId);
      this.start = map.mouseEventToContainerPoint(event);
    });
    this.veil.addEventListener("pointermove", (event) => this.stretch(event));
    this.veil.addEventListener("pointerup", (event) => this.finish(event));
    for (const name of ["mousedown", "click", "dblclick", "contextmenu"]) {
      this.veil.addEventListener(name, (event) => event.stopPropagation());
    }
  }

  get armed(): boolean {
    return !this.veil.hidden;
  }

  arm(): void {
    this.veil.hidden = false;
    this.changed(true);
  }

  disarm(): void {
    this.start = null;
    this.rectangle.hidden = true;
    if (!this.armed) return;
    this.veil.hidden = true;
    this.changed(false);
  }

  private stretch(event: PointerEvent): void {
    if (this.start === null) return;
    const { min, max } = L.bounds(this.start, this.map.mouseEventToContainerPoint(event));
    if (min === undefined || max === undefined) return;
    this.rectangle.hidden = false;
    this.rectangle.style.left = `${min.x}px`;
    this.rectangle.style.top = `${min.y}px`;
    this.rectangle.style.width = `${max.x - min.x}px`;
    this.rectangle.style.height = `${max.y - min.y}px`;
  }

  private finish(event: PointerEvent): void {
    if (this.start === null) return;
    const from = this.start;
    const to = this.map.mouseEventToContainerPoint(event);
    this.disarm();
    if (Math.abs(to.x - from.x) < LEAST_PX || Math.abs(to.y - from.y) < LEAST_PX) return;
    this.map.fitBounds(
      L.latLngBounds(this.map.containerPointToLatLng(from), this.map.containerPointToLatLng(to)),
    );
  }
}
