/** What the corners of the view hold, so that nothing else is written there. */

import type { Box } from "../boxes";
import { toUnit, worldSize, type Frame, type UnitPoint } from "../mercator";
import type { Scene, Style } from "../scene";

/** A part of the world that an inset shows, in the unit square. */
export interface Overview {
  readonly from: UnitPoint;
  readonly to: UnitPoint;
}

const overview = (west: number, south: number, east: number, north: number): Overview => ({
  from: toUnit(west, north),
  to: toUnit(east, south),
});

/** The theatre with room round it, and all that the archive holds. */
const THEATRE = overview(116, 31, 150, 53);
const WORLD = overview(95, 15, 180, 72);
/** A view wider than this share of an overview has no need of it. */
const OWN_OVERVIEW = 0.5;

/** CSS pixels. */
const EDGE = 10;
const BUTTONS = { width: 46, height: 204 };
const FOOT_PX = 46;
/** Below this width the line at the foot has two rows, and so has the attribution; as in map.css. */
const NARROW_PX = 530;
const SECOND_ROWS_PX = 40;
const NORTH = { width: 26, height: 40 };
/** The band that says SYNTHETIC runs along the upper edge; what stands in the upper corners moves below it. */
const BAND_PX = 22;
const INSET_SHARE = 0.26;
const INSET_HIGHEST = 132;
const LEAST_VIEW = 300;

export interface InsetPlace {
  readonly box: Box;
  readonly shows: Overview;
}

/** Where the inset stands; null where it is off, has no room, or would show no more than the view does. */
export function insetPlace(frame: Frame, scene: Scene): InsetPlace | null {
  if (!scene.shows("inset") || Math.min(frame.width, frame.height) < LEAST_VIEW) return null;
  const size = worldSize(frame.zoom);
  const centre = { x: (frame.left + frame.width / 2) / size, y: (frame.top + frame.height / 2) / size };
  const inTheatre =
    centre.x > THEATRE.from.x && centre.x < THEATRE.to.x && centre.y > THEATRE.from.y && centre.y < THEATRE.to.y;
  const shows = inTheatre ? THEATRE : WORLD;
  const [width, height] = [shows.to.x - shows.from.x, shows.to.y - shows.from.y];
  if (frame.width / size > width * OWN_OVERVIEW || frame.height / size > height * OWN_OVERVIEW) return null;
  const high = Math.min(INSET_HIGHEST, Math.round(Math.min(frame.width, frame.height) * INSET_SHARE));
  const top = topOf(scene);
  const left = frame.width - EDGE - Math.round((high * width) / height);
  return { box: { left, top, right: frame.width - EDGE, bottom: top + high }, shows };
}

/**
 * What a picture of its own shows of the region round a view: the nearest overview that is twice as wide and high, cut
 * to the picture's shape; null where there is none.
 */
export function locatorOf(frame: Frame, shape: number): Overview | null {
  const size = worldSize(frame.zoom);
  const centre = { x: (frame.left + frame.width / 2) / size, y: (frame.top + frame.height / 2) / size };
  for (const { from, to } of [THEATRE, WORLD]) {
    const width = Math.min(to.x - from.x, (to.y - from.y) * shape);
    const height = width / shape;
    const inside = centre.x > from.x && centre.x < to.x && centre.y > from.y && centre.y < to.y;
    if (!inside || frame.width / size > width * OWN_OVERVIEW || frame.height / size > height * OWN_OVERVIEW) continue;
    const x = Math.min(Math.max(centre.x - width / 2, from.x), to.x - width);
    const y = Math.min(Math.max(centre.y - height / 2, from.y), to.y - height);
    return { from: { x, y }, to: { x: x + width, y: y + height } };
  }
  return null;
}

/** Where the north arrow stands; null where it is off. */
export function northPlace(frame: Frame, scene: Scene): Box | null {
  if (!scene.shows("north")) return null;
  const right = (insetPlace(frame, scene)?.box.left ?? frame.width - EDGE + 8) - 8;
  const top = topOf(scene);
  return { left: right - NORTH.width, top, right, bottom: top + NORTH.height };
}

/** All boxes that names keep off; the same in captures, so that a figure names what the screen does. */
export function keptBoxes(frame: Frame, scene: Scene): Box[] {
  const foot = FOOT_PX + (frame.width < NARROW_PX ? SECOND_ROWS_PX : 0);
  const band = bandPx(scene.style);
  const boxes = [
    { left: 0, top: 0, right: frame.width, bottom: band },
    { left: 0, top: band, right: BUTTONS.width, bottom: band + BUTTONS.height },
    { left: 0, top: frame.height - foot, right: frame.width, bottom: frame.height },
  ];
  const corner = [insetPlace(frame, scene)?.box, northPlace(frame, scene)];
  return [...boxes, ...corner.flatMap((box) => box ?? [])];
}

/** Height of the band that says SYNTHETIC; none where the data are real. */
export function bandPx(style: Style): number {
  return style.synthetic ? BAND_PX : 0;
}

function topOf(scene: Scene): number {
  return EDGE + bandPx(scene.style);
}
