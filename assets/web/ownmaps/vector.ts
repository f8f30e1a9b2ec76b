/** Own maps of vector tiles, drawn by protomaps-leaflet's painter in a style that fits the theme. */

import { PmtilesSource, paint, type Feature, type PaintRule, type PreparedTile } from "protomaps-leaflet";
import type { Frame } from "../mercator";
import type { Theme } from "../theme";
import { checkVectorTile } from "./check";
import type { Cell } from "./grid";
import type { Painter } from "./layer";
import { rulesFor } from "./style";

type VectorTile = Map<string, Feature[]>;

/** Units of a decoded tile's side. */
const UNITS = 512;
/** CSS pixels by which a line may reach in from outside: more than half of any width. */
const REACH_PX = 8;

export class VectorPainter implements Painter<VectorTile> {
  private readonly rules = new Map<string, PaintRule[]>();
  private ruled: Theme | null = null;

  constructor(private readonly theme: () => Theme) {}

  async decode(bytes: ArrayBuffer): Promise<VectorTile> {
    checkVectorTile(bytes);
    // The library's decoder can be reached through its sources only.
    const archive = { getZxy: () => Promise.resolve({ data: bytes }) };
    const source = new PmtilesSource(archive as unknown as PmtilesSource["p"], false);
    return source.get({ z: 0, x: 0, y: 0 }, UNITS);
  }

  paint(context: CanvasRenderingContext2D, frame: Frame, cell: Cell, data: VectorTile): void {
    const { ratio, left, top, zoom, width, height } = frame;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const prepared = {
      z: zoom,
      origin: corner(cell.x * cell.side, cell.y * cell.side),
      data,
      scale: cell.side / UNITS,
      dim: cell.side,
      dataTile: { z: 0, x: cell.x, y: cell.y },
    };
    const bounds = {
      minX: left - REACH_PX,
      minY: top - REACH_PX,
      maxX: left + width + REACH_PX,
      maxY: top + height + REACH_PX,
    };
    const tiles = new Map([["", [prepared]]]);
    paint(context, zoom, tiles, null, this.rulesOf(data), bounds, corner(left, top), false);
  }

  release(): void {
    // Nothing but memory.
  }

  private rulesOf(data: VectorTile): PaintRule[] {
    const theme = this.theme();
    if (this.ruled !== theme) this.rules.clear();
    this.ruled = theme;
    const names = [...data.keys()].sort();
    const key = names.join("\n");
    const known = this.rules.get(key);
    if (known !== undefined) return known;
    const rules = rulesFor(names, theme);
    this.rules.set(key, rules);
    return rules;
  }
}

/** The painter's points are of a class that the library keeps to itself; it reads their coordinates only. */
function corner(x: number, y: number): PreparedTile["origin"] {
  return { x, y } as PreparedTile["origin"];
}
