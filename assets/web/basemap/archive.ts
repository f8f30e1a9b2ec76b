/** The base-map archive, read piecewise from the application's scheme. */

import { PMTiles, type RangeResponse, type Source } from "pmtiles";
import { PmtilesSource } from "protomaps-leaflet";

const ADDRESS = "app://map/basemap";

class AppSource implements Source {
  getKey(): string {
    return ADDRESS;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const answer = await fetch(`${ADDRESS}/${offset}/${length}`);
    if (!answer.ok) throw new Error(`base map: ${answer.status} for ${length} bytes at ${offset}`);
    return { data: await answer.arrayBuffer() };
  }
}

const file = new PMTiles(new AppSource());
// Asked for while the page is still being built: 40 ms sooner on the screen. A failure shows with the first tile.
file.getHeader().catch(() => undefined);

/** Decoded tiles. Requests are not aborted when the zoom changes: they take a millisecond each. */
export const archive = new PmtilesSource(file, false);
