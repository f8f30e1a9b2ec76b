/** Names of the base map in the room that the record leaves, and the small signs some of them stand beside. */

import { letteringOf, markRadius, reachOf, textOf } from "../basemap/lettering";
import { drawMark } from "../basemap/marks";
import { namesOf, type BaseName } from "../basemap/names";
import { type Slot } from "../basemap/tiles";
import type { Names, Port, Station } from "../features";
import { groundPixels, toFrame, worldSize, type Frame, type Pixel, type UnitPoint } from "../mercator";
import type { Placed, Placer } from "../placer";
import { along, lengthOf, pixelsOf, type Spot } from "../polyline";
import type { Brush } from "../scene";
import { widthOf, type TextStyle } from "../text";

export interface BaseNames {
  readonly names: readonly Placed[];
  readonly marks: readonly { readonly name: BaseName; readonly at: Pixel }[];
}

/** A name of the record's stands for the same one of the base map this near: a port and its town. */
const SAME_NAME_PX = 60;
const SAME_NAME_M = 25_000;
/** Shortest beginning that two spellings share when they name the same place. */
const SAME_LETTERS = 4;
/** A name farther outside the view than this neither reaches into it nor takes the room of one that does. */
const NEAR_PX = 250;
/** A river is named about this often along its course, CSS pixels. */
const RIVER_EVERY_PX = 420;
/** Least share of a stretch of river that its chord must be, so that a straight name follows it. */
const STRAIGHT = 0.9;
/** Distance of a river's name from its middle line, in sizes. */
const BESIDE_RIVER = 0.85;

/** Names of countries: few, and without room to move; they go first. */
export function placeCountries({ frame, scene }: Brush, placer: Placer, slots: readonly Slot[]): Placed[] {
  return namesOf(slots, frame.zoom)
    .filter(({ kind }) => kind === "country")
    .flatMap((name) =>
      placer.over(
        textOf(name, scene.style.language),
        toFrame(frame, name.unit),
        letteringOf(name, scene.style, frame.zoom),
        reachOf(name),
      ),
    );
}

/**
 * All other names.
 *
 * @param named what of the record is on the map with its name.
 */
export function placeBaseNames(
  { context, frame, scene }: Brush,
  placer: Placer,
  slots: readonly Slot[],
  named: readonly (Port | Station)[],
): BaseNames {
  const { style } = scene;
  const names: Placed[] = [];
  const marks: { name: BaseName; at: Pixel }[] = [];
  const isDuplicate = duplicates(frame, named);
  for (const name of namesOf(slots, frame.zoom)) {
    if (name.kind === "country") continue;
    const at = toFrame(frame, name.unit);
    if (!isNear(frame, at) && name.kind !== "river") continue;
    const text = textOf(name, style.language);
    const lettering = letteringOf(name, style, frame.zoom);
    const radius = markRadius(name);
    if (radius > 0) {
      if (isDuplicate(name, at) || !placer.isFree(at, radius + 1)) continue;
      const placed = placer.besideAnchored(text, at, radius + 1, lettering);
      if (placed === null) continue;
      names.push(placed);
      marks.push({ name, at });
    } else if (name.kind === "river") {
      const placed = alongRiver(frame, placer, name, text, lettering, widthOf(context, text, lettering));
      names.push(...placed);
    } else {
      if (name.kind === "lake" && widthOf(context, text, lettering) > name.breadth * worldSize(frame.zoom)) continue;
      names.push(...placer.over(text, at, lettering, reachOf(name)));
    }
  }
  return { names, marks };
}

export function drawBaseMarks({ context, scene }: Brush, { marks }: BaseNames): void {
  for (const { name, at } of marks) drawMark(context, name, at, scene.style.theme);
}

function isNear({ width, height }: Frame, { x, y }: Pixel): boolean {
  return x > -NEAR_PX && y > -NEAR_PX && x < width + NEAR_PX && y < height + NEAR_PX;
}

/** Straight names beside the straightest stretches of a river, at places that depend on its course alone. */
function alongRiver(
  frame: Frame,
  placer: Placer,
  { line }: BaseName,
  text: string,
  style: TextStyle,
  width: number,
): Placed[] {
  const pixels = pixelsOf(frame, line);
  const length = lengthOf(pixels);
  const parts = Math.max(1, Math.floor(length / RIVER_EVERY_PX));
  return Array.from({ length: parts }, (_, part) => {
    for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
      const spot = straightAt(pixels, ((part + share) / parts) * length, width);
      if (spot === null) continue;
      // Above the line as one reads.
      const middle = {
        x: spot.x + Math.sin(spot.angle) * style.size * BESIDE_RIVER,
        y: spot.y - Math.cos(spot.angle) * style.size * BESIDE_RIVER,
      };
      return placer.turned(text, middle, spot.angle, style);
    }
    return null;
  }).filter((placed) => placed !== null);
}

/** Middle and reading direction of a straight stretch; null where the line is too short or bends. */
function straightAt(line: readonly Pixel[], distance: number, width: number): Spot | null {
  const from = along(line, distance - width / 2);
  const middle = along(line, distance);
  const to = along(line, distance + width / 2);
  if (from === null || middle === null || to === null || distance < width / 2) return null;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.hypot(dx, dy) < width * STRAIGHT) return null;
  const angle = Math.atan2(dy, dx);
  const upright = Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle;
  return { x: (from.x + 2 * middle.x + to.x) / 4, y: (from.y + 2 * middle.y + to.y) / 4, angle: upright };
}

/** Whether a place of the base map is one of the record's, which bears the name already. */
function duplicates(frame: Frame, named: readonly (Port | Station)[]): (name: BaseName, at: Pixel) => boolean {
  const known = named.map(({ unit, lat, names }) => ({
    at: toFrame(frame, unit),
    reach: Math.max(SAME_NAME_PX, groundPixels(frame, lat, SAME_NAME_M)),
    spellings: spellingsOf(names),
  }));
  return (name, at) => {
    const own = spellingsOf(name.names);
    return known.some(
      ({ at: other, reach, spellings }) =>
        Math.hypot(other.x - at.x, other.y - at.y) < reach &&
        spellings.some((one) => own.some((two) => one.startsWith(two) || two.startsWith(one))),
    );
  };
}

const spelt = new WeakMap<Names, readonly string[]>();

/** A name in all its languages, for comparing: the beginning, without case, accents, apostrophes or blanks. */
function spellingsOf(names: Names): readonly string[] {
  let found = spelt.get(names);
  if (found === undefined) {
    found = [names.en, names.ru, names.ko].map(plain).filter((text) => text !== "");
    spelt.set(names, found);
  }
  return found;
}

function plain(name: string): string {
  const text = name
    .normalize("NFD")
    .replace(/[\p{M}\p{P}\s]/gu, "")
    .toLowerCase();
  return text.length >= SAME_LETTERS ? text : `${text}|`; // a short one must be the same, not the beginning
}

/** Squares of ground along a line, every `step` CSS pixels from each of its corners, near enough to the view. */
export function takeLine(frame: Frame, placer: Placer, path: readonly UnitPoint[], step: number, margin: number): void {
  const line = pixelsOf(frame, path);
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1], line[index]];
    if (from === undefined || to === undefined) continue;
    if (Math.max(from.x, to.x) < -margin || Math.min(from.x, to.x) > frame.width + margin) continue;
    if (Math.max(from.y, to.y) < -margin || Math.min(from.y, to.y) > frame.height + margin) continue;
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step));
    for (let at = 0; at < steps; at++) {
      const spot = { x: from.x + ((to.x - from.x) * at) / steps, y: from.y + ((to.y - from.y) * at) / steps };
      placer.takeAround(spot, step / 2);
    }
  }
}
