/** Showing exactly one view, whatever was shown before. */

import type * as L from "leaflet";

/** Leaflet's own option, left out of its published types; without it a short way is panned by whole pixels. */
const EXACT: L.FitBoundsOptions & { readonly reset: boolean } = { reset: true };

export function showExactly(map: L.Map, lat: number, lon: number, zoom: number): void {
  // Leaflet would round the zoom to the steps of its buttons, and the map would show up to a tenth more or less.
  const { zoomSnap } = map.options;
  map.options.zoomSnap = 0;
  map.setView([lat, lon], zoom, EXACT);
  map.options.zoomSnap = zoomSnap;
}

export function fitExactly(map: L.Map, bounds: L.LatLngBounds): void {
  map.fitBounds(bounds, EXACT);
}
