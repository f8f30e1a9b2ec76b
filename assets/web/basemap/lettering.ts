/** How each kind of name on the base map is written: letters, size by rank and zoom, colour. */

import { nameIn } from "../features";
import type { Style } from "../scene";
import type { TextStyle } from "../text";
import type { BaseName } from "./names";

/** A size that grows evenly from zoom 4 to 11. */
function growing(low: number, high: number, zoom: number): number {
  const size = low + (high - low) * Math.min(1, Math.max(0, (zoom - 4) / 7));
  return Math.round(size * 4) / 4; // few sizes: each is measured once
}

/** What is written: in the wanted language, Latin where the name is not known in it. */
export function textOf(name: BaseName, language: string): string {
  const text = nameIn(name.names, language);
  return name.kind === "country" || name.kind === "region" ? text.toUpperCase() : text;
}

/** Letters of a name in a style of the map at a zoom. */
export function letteringOf(name: BaseName, { theme, language }: Style, zoom: number): TextStyle {
  const onLand = { weight: 400, italic: false, spacing: 0, halo: theme.land, haloWidth: 1.6 } as const;
  // Hangul has no italic.
  const onWater = { weight: 400, italic: language !== "ko", haloWidth: 1 } as const;
  switch (name.kind) {
    case "country":
      return { ...onLand, size: growing(10.5, 16, zoom), weight: 600, spacing: growing(1, 7, zoom), colour: theme.country };
    case "sea":
      return {
        ...onWater,
        size: growing(name.from < 4 ? 14.5 : 13, 21, zoom),
        spacing: growing(2.5, 6, zoom),
        colour: theme.seaName,
        halo: theme.depth[2] ?? theme.sea,
      };
    case "strait":
      return { ...onWater, size: growing(11, 15, zoom), spacing: 1.2, colour: theme.seaName, halo: theme.sea };
    case "bay":
      return { ...onWater, size: growing(10.5, 13.5, zoom), spacing: 0.6, colour: theme.seaName, halo: theme.sea };
    case "city":
    case "town":
      return { ...onLand, ...placeLetters(name.people, zoom), colour: theme.place };
    case "region":
      return { ...onLand, size: growing(9.5, 11.5, zoom), spacing: 1.6, colour: theme.region };
    case "lake":
      return { ...onWater, size: 10.5, spacing: 0.3, colour: theme.waterName, halo: theme.sea };
    case "river":
      return { ...onWater, size: 10.5, spacing: 0.6, colour: theme.waterName, halo: theme.land, haloWidth: 1.6 };
    case "port":
    case "airport":
      return { ...onLand, size: 10.5, colour: theme.region };
  }
}

function placeLetters(people: number, zoom: number): Pick<TextStyle, "size" | "weight"> {
  if (people >= 1_000_000) return { size: growing(12, 15, zoom), weight: 600 };
  if (people >= 300_000) return { size: growing(11.5, 14, zoom), weight: 400 };
  if (people >= 100_000) return { size: growing(11, 13, zoom), weight: 400 };
  if (people >= 20_000) return { size: growing(10.5, 12.5, zoom), weight: 400 };
  return { size: growing(10, 11.5, zoom), weight: 400 };
}

/** How far the name of an area may stand from its point, CSS pixels: a sea is wide, a bay is not. */
export function reachOf({ kind }: BaseName): number {
  if (kind === "sea") return 80;
  if (kind === "country" || kind === "strait" || kind === "region") return 28;
  return 14;
}

/** CSS pixels from the middle of a mark to its edge; 0 for a name that stands for itself. */
export function markRadius({ kind, people }: BaseName): number {
  if (kind === "city" || kind === "town") return people >= 1_000_000 ? 2.6 : people >= 100_000 ? 2.1 : 1.6;
  if (kind === "port") return 2.6;
  if (kind === "airport") return 4;
  return 0;
}
