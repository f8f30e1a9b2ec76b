/** Pointing at one place for the window: a click, or Enter for the middle of the map. */

import type * as L from "leaflet";
import type { Words } from "../words";
import { part } from "./dom";

/** A place pointed at: degrees, and how many a CSS pixel covers. */
export interface Picked {
  readonly lon: number;
  readonly lat: number;
  readonly pixel: number;
}

export class Pick {
  private readonly hint: HTMLElement;
  private readonly cross: HTMLElement;
  private armed = false;

  constructor(
    private readonly map: L.Map,
    root: HTMLElement,
    private readonly changed: () => void,
    private readonly picked: (place: Picked) => void,
  ) {
    this.hint = part(root, "div", "pick-hint");
    this.hint.setAttribute("role", "status");
    this.cross = part(root, "div", "pick-cross");
    this.hint.hidden = this.cross.hidden = true;
  }

  get active(): boolean {
    return this.armed;
  }

  arm(words: Words): void {
    this.hint.textContent = words.pick;
    this.set(true);
  }

  disarm(): void {
    if (this.armed) this.set(false);
  }

  /** The middle of the map, where the cross stands. */
  takeMiddle(): void {
    this.take(this.map.getCenter());
  }

  take({ lat, lng }: L.LatLng): void {
    this.disarm();
    const pixel = 360 / (256 * 2 ** this.map.getZoom());
    this.picked({ lon: lng, lat, pixel });
  }

  private set(armed: boolean): void {
    this.armed = armed;
    this.hint.hidden = this.cross.hidden = !armed;
    this.map.getContainer().classList.toggle("picking", armed);
    this.changed();
  }
}
