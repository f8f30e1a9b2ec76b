/** A small picture of land, sea and borders, painted once and kept. */

import {
  GeomType,
  LineSymbolizer,
  PolygonSymbolizer,
  TileCache,
  View,
  paint,
  type Feature,
  type PaintRule,
} from "protomaps-leaflet";
import { archive } from "../basemap/archive";
import type { Box } from "../boxes";
import { worldSize, type Frame } from "../mercator";
import type { Theme } from "../theme";
import { locatorOf, type Overview } from "./corners";

/** Limits of states, the demarcation line among them; the sea's borders would be clutter at this size. */
const LAND_BORDERS: readonly string[] = ["adm0", "mdl"];
const BORDER_PX = 0.8;
/** Smallest frame of the view in an overview, CSS pixels. */
const LEAST_FRAME_PX = 7;
/** As in the base map: CSS pixels of a data tile at its own zoom plus one, and the archive's deepest zoom. */
const TILE_PX = 512;
const DEEPEST = 10;

/** Paint an overview `width` CSS pixels wide at `ratio` device pixels each. */
export async function paintOverview(
  { from, to }: Overview,
  width: number,
  height: number,
  ratio: number,
  theme: Theme,
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) throw new Error("no 2d canvas");
  const zoom = Math.log2(width / (to.x - from.x) / worldSize(0));
  const size = worldSize(zoom);
  const bounds = { minX: from.x * size, minY: from.y * size, maxX: to.x * size, maxY: to.y * size };
  const rules = rulesOf(theme);
  const view = new View(new TileCache(archive, TILE_PX), DEEPEST, 1);
  const tiles = await Promise.all(
    view.dataTilesForBounds(zoom, bounds).map(async (transform) => {
      const data: Map<string, Feature[]> = await archive.get(transform.dataTile, TILE_PX);
      return { transform, data };
    }),
  );
  context.fillStyle = theme.sea;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const { transform, data } of tiles) {
    const { origin, dim, scale, dataTile } = transform;
    const [left, top] = [origin.x - bounds.minX, origin.y - bounds.minY];
    context.save();
    context.beginPath();
    context.rect(left, top, dim, dim);
    context.clip();
    const corner = origin.clone();
    corner.x = bounds.minX;
    corner.y = bounds.minY;
    const prepared = { z: zoom, origin, data, scale, dim, dataTile };
    paint(context, zoom, new Map([["", [prepared]]]), null, rules, bounds, corner, false);
    context.restore();
  }
  return canvas;
}

/** Frame the part of an overview that a view shows; the overview fills the box. */
export function drawViewFrame(
  context: CanvasRenderingContext2D,
  frame: Frame,
  box: Box,
  { from, to }: Overview,
  theme: Theme,
): void {
  const size = worldSize(frame.zoom);
  const scale = (box.right - box.left) / (to.x - from.x);
  const wide = Math.max(LEAST_FRAME_PX, (frame.width / size) * scale);
  const high = Math.max(LEAST_FRAME_PX, (frame.height / size) * scale);
  const x = box.left + ((frame.left + frame.width / 2) / size - from.x) * scale;
  const y = box.top + ((frame.top + frame.height / 2) / size - from.y) * scale;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  for (const [colour, line] of [
    [theme.selectionHalo, 3.5],
    [theme.selection, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.strokeRect(x - wide / 2, y - high / 2, wide, high);
  }
  context.restore();
}

/** The region round a view as a PNG in base64; empty where it would show no more than the view does. */
export async function paintLocator(frame: Frame, width: number, height: number, theme: Theme): Promise<string> {
  const shows = locatorOf(frame, width / height);
  if (shows === null) return "";
  const canvas = await paintOverview(shows, width, height, frame.ratio, theme);
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) throw new Error("no 2d canvas");
  context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  drawViewFrame(context, frame, { left: 0, top: 0, right: width, bottom: height }, shows, theme);
  return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
}

/** Layer names and fields are those of geodata/basemap.pmtiles. */
function rulesOf(theme: Theme): PaintRule[] {
  return [
    { dataLayer: "land", symbolizer: new PolygonSymbolizer({ fill: theme.land }) },
    {
      dataLayer: "water",
      symbolizer: new PolygonSymbolizer({ fill: theme.sea }),
      filter: (_zoom, { geomType }) => geomType === GeomType.Polygon,
    },
    {
      dataLayer: "border",
      symbolizer: new LineSymbolizer({ color: theme.border, width: BORDER_PX }),
      filter: (_zoom, { props }) => LAND_BORDERS.includes(String(props["k"])),
    },
  ];
}
