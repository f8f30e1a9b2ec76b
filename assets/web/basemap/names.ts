/** Names of seas, countries and places in view, ready to be placed among the other labels. */

import type { Feature } from "protomaps-leaflet";
import { toFrame, toUnit, type Frame, type Pixel } from "../mercator";
import type { Scene } from "../scene";
import type { TextStyle } from "../text";
import type { Tile } from "./layer";

export interface BaseName {
  readonly text: string;
  readonly at: Pixel;
  readonly style: TextStyle;
  /** Radius of the dot the name stands beside; null for a name that is centred on its place. */
  readonly dot: number | null;
}

interface Country {
  readonly en: string;
  readonly ru: string;
  readonly ko: string;
  readonly lon: number;
  readonly lat: number;
  readonly from: number;
  readonly to: number;
}

/** The archive names no countries. Points are chosen for the eye, in the open middle of each at that zoom. */
const COUNTRIES: readonly Country[] = [
  { en: "Russia", ru: "Россия", ko: "러시아", lon: 112, lat: 57, from: 3, to: 4.5 },
  { en: "Russia", ru: "Россия", ko: "러시아", lon: 136.6, lat: 48.4, from: 4.5, to: 7 },
  { en: "Russia", ru: "Россия", ko: "러시아", lon: 132.6, lat: 44.2, from: 7, to: 8.5 },
  { en: "China", ru: "Китай", ko: "중국", lon: 108, lat: 35, from: 3, to: 4.5 },
  { en: "China", ru: "Китай", ko: "중국", lon: 125.2, lat: 46.6, from: 4.5, to: 7 },
  { en: "China", ru: "Китай", ko: "중국", lon: 129.9, lat: 43.3, from: 7, to: 9 },
  { en: "Mongolia", ru: "Монголия", ko: "몽골", lon: 103.5, lat: 46.6, from: 3, to: 7 },
  { en: "North Korea", ru: "КНДР", ko: "북한", lon: 126.9, lat: 40.35, from: 4, to: 7.5 },
  { en: "North Korea", ru: "КНДР", ko: "북한", lon: 129.2, lat: 42.15, from: 7.5, to: 9 },
  { en: "South Korea", ru: "Республика Корея", ko: "대한민국", lon: 127.9, lat: 36.35, from: 4, to: 8 },
  { en: "Japan", ru: "Япония", ko: "일본", lon: 138.3, lat: 36.2, from: 3, to: 8 },
];

export function countryNames(frame: Frame, scene: Scene): BaseName[] {
  const { theme, language } = scene.style;
  return COUNTRIES.filter(({ from, to }) => from <= frame.zoom && frame.zoom < to).map((country) => ({
    text: (language === "ru" ? country.ru : language === "ko" ? country.ko : country.en).toUpperCase(),
    at: toFrame(frame, toUnit(country.lon, country.lat)),
    style: {
      size: frame.zoom < 4.5 ? 10 : 11.5,
      weight: 600,
      italic: false,
      spacing: frame.zoom < 4.5 ? 2 : 3.5,
      colour: theme.country,
      halo: theme.land,
      haloWidth: 1.5,
    },
    dot: null,
  }));
}

export function seaNames(frame: Frame, scene: Scene, tiles: readonly Tile[]): BaseName[] {
  const { theme, language } = scene.style;
  return points(frame, tiles, "sea").map(({ props, at }) => ({
    text: named(props, language),
    at,
    style: {
      size: frame.zoom < 4.5 ? 12 : 14,
      weight: 400,
      italic: language !== "ko", // Hangul has no italic
      spacing: frame.zoom < 4.5 ? 1.5 : 3,
      colour: theme.seaName,
      halo: theme.sea,
      haloWidth: 1,
    },
    dot: null,
  }));
}

/** Smallest population, in thousands, of a place that is named far out; the two countries at issue are named sooner. */
function smallest(zoom: number, country: unknown): number {
  const home = country === "RU" || country === "KP";
  if (zoom < 5) return home ? 500 : 3000;
  if (zoom < 6) return home ? 150 : 1400;
  if (zoom < 7) return home ? 60 : 600;
  if (zoom < 8) return home ? 20 : 150;
  return 0;
}

/** Inhabited places, the largest first. */
export function placeNames(frame: Frame, scene: Scene, tiles: readonly Tile[]): BaseName[] {
  const { theme, language } = scene.style;
  const found = points(frame, tiles, "place")
    .map(({ props, at }) => ({
      text: named(props, language),
      at,
      people: Number(props["pop"] ?? 0),
      least: 1000 * smallest(frame.zoom, props["c"]),
    }))
    .filter(({ people, least }) => people >= least);
  found.sort((one, other) => other.people - one.people || one.text.localeCompare(other.text, "en"));
  return found.map(({ text, at, people }) => ({
    text,
    at,
    style: {
      size: people >= 1_000_000 ? 12 : people >= 100_000 ? 11 : 10,
      weight: 400,
      italic: false,
      spacing: 0,
      colour: theme.place,
      halo: theme.land,
      haloWidth: 1.5,
    },
    dot: people >= 1_000_000 ? 2.2 : people >= 100_000 ? 1.8 : 1.4,
  }));
}

interface Point {
  readonly props: Feature["props"];
  readonly at: Pixel;
}

/** Point features of one layer, each once although tiles overlap at their edges. */
function points(frame: Frame, tiles: readonly Tile[], layer: string): Point[] {
  const found = new Map<string, Point>();
  // The tiles may be those of the zoom before, while new ones are on their way.
  for (const { transform, data } of tiles) {
    const tilePx = 512 * 2 ** (frame.zoom - 1 - transform.dataTile.z);
    for (const feature of data.get(layer) ?? []) {
      const point = feature.geom[0]?.[0];
      if (point === undefined) continue;
      const at = {
        x: (transform.dataTile.x + point.x / 512) * tilePx - frame.left,
        y: (transform.dataTile.y + point.y / 512) * tilePx - frame.top,
      };
      found.set(`${String(feature.props["name"])}|${Math.round(at.x / 8)}|${Math.round(at.y / 8)}`, {
        props: feature.props,
        at,
      });
    }
  }
  return [...found.values()];
}

function named(props: Feature["props"], language: string): string {
  const wanted = props[language];
  return typeof wanted === "string" && wanted !== "" ? wanted : String(props["name"] ?? "");
}
