/** Colours of the map in its four themes. Tests hold them to the contrasts and differences they must have. */

/** Red, green, blue, 0 to 255. */
type Channels = readonly [number, number, number];

interface Tone {
  readonly colour: Channels;
  /** Opacity of the steepest slopes. */
  readonly most: number;
}

/** How the relief's shadows and lit slopes are laid over the land. */
export interface Relief {
  readonly shadow: Tone;
  readonly light: Tone;
}

export interface Theme {
  readonly sea: string;
  /** From 50 m down to 8000 m, one colour for each depth band of the base map. */
  readonly depth: readonly string[];
  readonly isobath: string;
  readonly land: string;
  readonly landEdge: string;
  readonly relief: Relief | null;
  /** Edge of lakes and broad rivers; their water has the sea's colour, into which it flows. */
  readonly shore: string;
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
  readonly region: string;
  readonly seaName: string;
  readonly waterName: string;
  readonly text: string;
  readonly loading: string;
  readonly discharge: string;
  readonly rail: string;
  readonly neutral: string;
  readonly voyage: string;
  /** Vessels told apart by colour; the same again, dashed; beyond, by pointing at them. */
  readonly tracks: readonly string[];
  /** What was flagged when it was imported. */
  readonly doubt: string;
  readonly selection: string;
  readonly selectionHalo: string;
}

/** Depths in metres that bound the bands of the base map, in painting order. */
export const DEPTHS_M: readonly number[] = [50, 100, 200, 500, 1000, 2000, 3000, 4000, 6000, 8000];

/** Even steps from the shelf to the trenches; the first steps are smaller, the shelf is where ships are. */
function ramp(from: string, to: string): string[] {
  const channel = (colour: string, at: number): number => parseInt(colour.slice(at, at + 2), 16);
  return DEPTHS_M.map((_, step) => {
    const share = ((step + 1) / DEPTHS_M.length) ** 1.15;
    const mixed = [1, 3, 5].map((at) => channel(from, at) + share * (channel(to, at) - channel(from, at)));
    return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
  });
}

const LIGHT: Theme = {
  sea: "#d4e7f0",
  depth: ramp("#d4e7f0", "#a6c8dc"),
  isobath: "#b3cfdf",
  land: "#f4f1e8",
  landEdge: "#7f97a5",
  relief: { shadow: { colour: [82, 70, 58], most: 0.44 }, light: { colour: [255, 255, 255], most: 0.75 } },
  shore: "#9dbccb",
  river: "#86b1c9",
  border: "#86738c",
  borderCasing: "#e9e1e6",
  maritime: "#8ba6bd",
  admin: "#bdb2ae",
  baseRail: "#a5a097",
  halo: "#ffffff",
  place: "#454b50",
  placeDot: "#6e757b",
  country: "#6a5a72",
  region: "#6f665f",
  seaName: "#28536f",
  waterName: "#35647f",
  text: "#1d2327",
  loading: "#c8460a",
  discharge: "#2671b6",
  rail: "#622f89",
  neutral: "#6c7a84",
  voyage: "#245f59",
  tracks: ["#8a3d00", "#0b5c94", "#96145c", "#1c6a2b", "#5b3fa8", "#7f5a00", "#0a6a66", "#b3262f"],
  doubt: "#a35f00",
  selection: "#111111",
  selectionHalo: "#ffffff",
};

const DARK: Theme = {
  sea: "#16283a",
  depth: ramp("#16283a", "#0c1722"),
  isobath: "#1e3346",
  land: "#29363f",
  landEdge: "#53697a",
  relief: { shadow: { colour: [6, 10, 14], most: 0.62 }, light: { colour: [170, 195, 210], most: 0.3 } },
  shore: "#35505f",
  river: "#345062",
  border: "#9385a0",
  borderCasing: "#313b45",
  maritime: "#4d6880",
  admin: "#495863",
  baseRail: "#5b6871",
  halo: "#0f1920",
  place: "#bcc7cd",
  placeDot: "#93a0a8",
  country: "#aba0b6",
  region: "#97a0a4",
  seaName: "#7fa9c6",
  waterName: "#82abc6",
  text: "#eef2f4",
  loading: "#ff8a4c",
  discharge: "#3697d4",
  rail: "#d3b0fb",
  neutral: "#8f979c",
  voyage: "#2ac6c4",
  tracks: ["#ffb27a", "#7cc4ff", "#ff8fc6", "#8fe08a", "#c7b0ff", "#ffd75e", "#5fe0d6", "#ff9aa2"],
  doubt: "#ffb74d",
  selection: "#ffffff",
  selectionHalo: "#000000",
};

/** For paper: a paler ground under the marks of the light theme. */
const PRINT: Theme = {
  ...LIGHT,
  sea: "#e8f1f6",
  depth: ramp("#e8f1f6", "#cbdfea"),
  isobath: "#cfe0ea",
  land: "#fcfaf5",
  landEdge: "#8698a2",
  relief: { shadow: { colour: [90, 80, 70], most: 0.36 }, light: { colour: [255, 255, 255], most: 0.6 } },
  shore: "#a9c2ce",
  river: "#9abfd2",
  admin: "#c6beb9",
  borderCasing: "#f1ebee",
};

/** High contrast: flat tints, dark lines, every name at least 7 : 1 on its ground. */
const CONTRAST: Theme = {
  sea: "#dcecf7",
  depth: ramp("#dcecf7", "#c3ddef"),
  isobath: "#a8c6dc",
  land: "#ffffff",
  landEdge: "#1a2b36",
  relief: null,
  shore: "#2a4f68",
  river: "#3c78a3",
  border: "#3d1446",
  borderCasing: "#e7d6ea",
  maritime: "#335a78",
  admin: "#6b6b6b",
  baseRail: "#4d4d4d",
  halo: "#ffffff",
  place: "#1c1c1c",
  placeDot: "#1c1c1c",
  country: "#3d1446",
  region: "#3a3a3a",
  seaName: "#0a3a5c",
  waterName: "#0a3a5c",
  text: "#000000",
  loading: "#a83400",
  discharge: "#18425f",
  rail: "#6a199c",
  neutral: "#393f44",
  voyage: "#326761",
  tracks: ["#6e2f00", "#083f66", "#6f0d43", "#124a1d", "#41298a", "#5c4000", "#06504d", "#86171f"],
  doubt: "#6e4300",
  selection: "#000000",
  selectionHalo: "#ffe600",
};

const THEMES: Readonly<Record<string, Theme>> = { light: LIGHT, dark: DARK, print: PRINT, contrast: CONTRAST };

/** The named theme. */
export function themeNamed(name: string): Theme {
  const theme = THEMES[name];
  if (theme === undefined) throw new Error(`unknown theme ${name}`);
  return theme;
}
