/** The base-map archive, read piecewise from the application's scheme. */

import { PMTiles, type RangeResponse, type Source } from "pmtiles";
import { PmtilesSource } from "protomaps-leaflet";
import { BASE_MAP, bytesAt } from "../supply";

class AppSource implements Source {
  getKey(): string {
    return BASE_MAP;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    return { data: await bytesAt(`${BASE_MAP}/${offset}/${length}`) };
  }
}

const file = new PMTiles(new AppSource());
// Asked for while the page is still being built: 40 ms sooner on the screen. A failure shows with the first tile.
file.getHeader().catch(() => undefined);

/** Decoded tiles. Requests are not aborted when the zoom changes: they take a millisecond each. */
export const archive = new PmtilesSource(file, false);
