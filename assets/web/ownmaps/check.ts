/**
 * Whether a vector tile is what it claims, before anything is built from it.
 *
 * The decoder of protomaps-leaflet believes the counts in a geometry: eight bytes that claim half a billion
 * closings of a ring would fill the memory. Layout: Mapbox Vector Tile 2.1, sections 4.1 to 4.3.
 */

const MOST_FEATURES = 200_000;
const MOST_CORNERS = 2_000_000;

const [LAYERS, FEATURES, EXTENT, GEOMETRY] = [3, 2, 5, 4];
const [MOVE, LINE, CLOSE] = [1, 2, 7];

class Reader {
  constructor(
    private readonly bytes: Uint8Array,
    public at = 0,
    public readonly end = bytes.length,
  ) {}

  get more(): boolean {
    return this.at < this.end;
  }

  number(): number {
    let value = 0;
    for (let factor = 1, length = 0; length < 10; factor *= 128, length++) {
      const byte = this.at < this.end ? this.bytes[this.at++] : undefined;
      if (byte === undefined) break;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new Error("the tile is cut off");
  }

  /** What a length-delimited field holds. */
  inner(): Reader {
    const length = this.number();
    if (length > this.end - this.at) throw new Error("the tile is cut off");
    const reader = new Reader(this.bytes, this.at, this.at + length);
    this.at += length;
    return reader;
  }

  skip(type: number): void {
    if (type === 0) this.number();
    else if (type === 2) this.inner();
    else if (type === 1 || type === 5) this.at += type === 1 ? 8 : 4;
    else throw new Error("the tile holds an unknown field");
    if (this.at > this.end) throw new Error("the tile is cut off");
  }
}

/** Calls back for every field; what it does not read is skipped. */
function fields(reader: Reader, take: (field: number, type: number) => boolean): void {
  while (reader.more) {
    const tag = reader.number();
    const type = tag & 7;
    if (!take(Math.floor(tag / 8), type)) reader.skip(type);
  }
}

/** Corners of one geometry. */
function corners(reader: Reader): number {
  let found = 0;
  let begun = false;
  while (reader.more) {
    const command = reader.number();
    const kind = command & 7;
    const count = Math.floor(command / 8);
    const counted = kind === CLOSE ? count === 1 : count <= (reader.end - reader.at) / 2;
    const known = kind === MOVE || ((kind === LINE || kind === CLOSE) && begun);
    if (!known || !counted || count === 0) throw new Error("the tile holds a false geometry");
    begun = true;
    found += count;
    if (kind === CLOSE) continue;
    for (let place = 0; place < 2 * count; place++) reader.number();
  }
  return found;
}

/** Throws with the reason if the tile must not be decoded. */
export function checkVectorTile(bytes: ArrayBuffer): void {
  let features = 0;
  let sum = 0;
  const tile = new Reader(new Uint8Array(bytes));
  fields(tile, (layerField, layerType) => {
    if (layerField !== LAYERS || layerType !== 2) return false;
    const layer = tile.inner();
    fields(layer, (field, type) => {
      if (field === EXTENT && type === 0) {
        if (layer.number() === 0) throw new Error("the tile has no extent");
        return true;
      }
      if (field !== FEATURES || type !== 2) return false;
      features++;
      const feature = layer.inner();
      fields(feature, (part, partType) => {
        if (part !== GEOMETRY || partType !== 2) return false;
        sum += corners(feature.inner());
        return true;
      });
      if (features > MOST_FEATURES || sum > MOST_CORNERS) throw new Error("the tile holds too much to be drawn");
      return true;
    });
    return true;
  });
}
