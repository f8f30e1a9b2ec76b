/** Colours of the map in its three themes. */

export interface Theme {
  readonly sea: string;
  /** From 50 m down to 8000 m, one colour for each depth band of the base map. */
  readonly depth: readonly string[];
  readonly land: string;
  readonly landEdge: string;
  readonly water: string;
  readonly river: string;
  readonly border: string;
  readonly borderCasing: string;
  readonly maritime: string;
  readonly admin: string;
  readonly baseRail: string;
  readonly halo: string;
  readonly place: string;
  readonly placeDot: string;
  readonly country: string;
  readonly seaName: string;
  readonly text: string;
  readonly loading: string;
  readonly discharge: string;
  readonly rail: string;
  readonly neutral: string;
  readonly voyage: string;
  readonly selection: string;
  readonly selectionHalo: string;
}

/** Depths in metres that bound the bands of the base map, in painting order. */
export const DEPTHS_M: readonly number[] = [50, 100, 200, 500, 1000, 2000, 3000, 4000, 6000, 8000];

function ramp(from: string, to: string): string[] {
  const channel = (colour: string, at: number): number => parseInt(colour.slice(at, at + 2), 16);
  return DEPTHS_M.map((_, step) => {
    const share = (step + 1) / DEPTHS_M.length;
    const mixed = [1, 3, 5].map((at) => channel(from, at) + share * (channel(to, at) - channel(from, at)));
    return `rgb(${mixed.map(Math.round).join(",")})`;
  });
}

const LIGHT: Theme = {
  sea: "#cfe3ee",
  depth: ramp("#cfe3ee", "#9dbfd6"),
  land: "#f4f1e8",
  landEdge: "#8fa3ae",
  water: "#cbe1ed",
  river: "#a3c4d6",
  border: "#8d7a92",
  borderCasing: "#e6dfe4",
  maritime: "#8fa6bd",
  admin: "#cfc7c4",
  baseRail: "#b4b0a8",
  halo: "#ffffff",
  place: "#4c5257",
  placeDot: "#7c8288",
  country: "#7d7183",
  seaName: "#4e7591",
  text: "#1d2327",
  loading: "#c8460a",
  discharge: "#0b62a4",
  rail: "#6b3fa0",
  neutral: "#6f7a82",
  voyage: "#00706b",
  selection: "#111111",
  selectionHalo: "#ffffff",
};

const DARK: Theme = {
  sea: "#13222e",
  depth: ramp("#13222e", "#0e1a24"),
  land: "#22303a",
  landEdge: "#4b6170",
  water: "#172834",
  river: "#2d4656",
  border: "#8a7b93",
  borderCasing: "#2b343d",
  maritime: "#4a6279",
  admin: "#36444e",
  baseRail: "#48545c",
  halo: "#0f1920",
  place: "#b4bfc6",
  placeDot: "#8d99a1",
  country: "#9a90a3",
  seaName: "#6d97b4",
  text: "#eef2f4",
  loading: "#ff8a4c",
  discharge: "#5ab0f0",
  rail: "#b794f6",
  neutral: "#9aa7b0",
  voyage: "#35b8ae",
  selection: "#ffffff",
  selectionHalo: "#000000",
};

/** For paper: a paler ground under the marks of the light theme. */
const PRINT: Theme = {
  ...LIGHT,
  sea: "#e4eef4",
  depth: ramp("#e4eef4", "#c9dce8"),
  land: "#fbf9f4",
  landEdge: "#93a3ac",
  water: "#dce9f1",
  river: "#b7d0de",
  admin: "#dcd6d2",
};

const THEMES: Readonly<Record<string, Theme>> = { light: LIGHT, dark: DARK, print: PRINT };

/** The named theme. */
export function themeNamed(name: string): Theme {
  const theme = THEMES[name];
  if (theme === undefined) throw new Error(`unknown theme ${name}`);
  return theme;
}
