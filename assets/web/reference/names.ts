/** Names of features: beside points and lines, over areas that have room for them; close up, and few at a time. */

import { worldSize, type Frame, type Pixel } from "../mercator";
import type { Placed, Placer } from "../placer";
import type { Scene } from "../scene";
import type { TextStyle } from "../text";
import { OF_TEXT, onGround } from "./colour";
import type { Feature, Part } from "./shapes";
import { POINT_PX, featuresIn } from "./view";

const NAMES_FROM = 8;
const MOST_NAMES = 150;
/** CSS pixels that an area has to measure both ways, from which it is named at any zoom. */
const ROOMY_PX = 90;
const NAME_PX = 11;

export function placeReferenceNames(frame: Frame, scene: Scene, placer: Placer): Placed[] {
  const { theme } = scene.style;
  const found: Placed[] = [];
  for (const layer of [...scene.references].reverse()) {
    const style: TextStyle = {
      size: NAME_PX,
      weight: 400,
      italic: false,
      spacing: 0,
      colour: onGround(layer.colour, theme, theme.halo, OF_TEXT),
      halo: theme.halo,
      haloWidth: 2,
    };
    for (const feature of featuresIn(frame, layer)) {
      if (found.length >= MOST_NAMES) return found;
      if (feature.name === "" || !(frame.zoom >= NAMES_FROM || isRoomy(frame, feature))) continue;
      found.push(...named(frame, feature, style, placer));
    }
  }
  return found;
}

function isRoomy({ zoom }: Frame, { box }: Feature): boolean {
  const size = worldSize(zoom);
  return Math.min(box.right - box.left, box.bottom - box.top) * size > ROOMY_PX;
}

function named(frame: Frame, { name, parts }: Feature, style: TextStyle, placer: Placer): readonly Placed[] {
  const part = largest(parts);
  if (part === undefined) return [];
  const at = anchor(frame, part);
  if (part.kind === "area") return placer.over(name, at, style, 30);
  const placed = placer.beside(name, at, POINT_PX, style);
  return placed === null ? [] : [placed];
}

function largest(parts: readonly Part[]): Part | undefined {
  const extent = ({ box }: Part): number => box.right - box.left + box.bottom - box.top;
  return parts.reduce<Part | undefined>((best, part) => (best && extent(best) >= extent(part) ? best : part), undefined);
}

/** The middle corner of a line, the middle of anything else. */
function anchor(frame: Frame, { kind, rings, box }: Part): Pixel {
  const size = worldSize(frame.zoom);
  const [line] = rings;
  const middle = line === undefined ? 0 : 2 * Math.floor(line.length / 4);
  const x = kind === "line" ? (line?.[middle] ?? 0) : (box.left + box.right) / 2;
  const y = kind === "line" ? (line?.[middle + 1] ?? 0) : (box.top + box.bottom) / 2;
  return { x: x * size - frame.left, y: y * size - frame.top };
}
