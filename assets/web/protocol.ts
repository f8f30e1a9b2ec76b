/**
 * The messages of desktop_app/mapview/protocol.py, field for field; a test holds the two together.
 * Meaning and units are told there.
 */

export const PROTOCOL_VERSION = 1;

export interface FeaturesChanged {
  readonly type: "FeaturesChanged";
  readonly revision: number;
  readonly url: string;
}

export interface VisibleChanged {
  readonly type: "VisibleChanged";
  readonly revision: number;
  readonly payload: string;
}

export interface FlowsChanged {
  readonly type: "FlowsChanged";
  readonly payload: string;
}

export interface ArraysChanged {
  readonly type: "ArraysChanged";
  readonly url: string;
}

export interface MaskChanged {
  readonly type: "MaskChanged";
  readonly tracks: string;
  readonly positions: string;
}

export interface EventsChanged {
  readonly type: "EventsChanged";
  readonly url: string;
  readonly gap_s: number;
}

export interface EventMaskChanged {
  readonly type: "EventMaskChanged";
  readonly mask: string;
}

export interface ReachShown {
  readonly type: "ReachShown";
  readonly rings: string;
}

export interface TimeWindowChanged {
  readonly type: "TimeWindowChanged";
  readonly first_s: number;
  readonly last_s: number;
}

export interface AreaShown {
  readonly type: "AreaShown";
  readonly ring: string;
}

export interface CardShown {
  readonly type: "CardShown";
  readonly key: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly details: boolean;
}

export interface SelectionChanged {
  readonly type: "SelectionChanged";
  readonly keys: readonly string[];
}

export interface HoverChanged {
  readonly type: "HoverChanged";
  readonly key: string;
}

export interface PinChanged {
  readonly type: "PinChanged";
  readonly lon: number;
  readonly lat: number;
  readonly label: string;
}

export interface ReplayMoved {
  readonly type: "ReplayMoved";
  readonly ships: string;
}

export interface StyleChanged {
  readonly type: "StyleChanged";
  readonly theme: string;
  readonly language: string;
  readonly controls: boolean;
  readonly layers: readonly string[];
  readonly synthetic: boolean;
}

export interface OwnMap {
  readonly id: string;
  readonly kind: string;
  readonly min_zoom: number;
  readonly max_zoom: number;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly opacity: number;
  readonly credit: string;
}

export interface OwnMapsChanged {
  readonly type: "OwnMapsChanged";
  readonly maps: readonly OwnMap[];
}

export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly url: string;
}

export interface ReferencesChanged {
  readonly type: "ReferencesChanged";
  readonly layers: readonly Reference[];
}

export interface FitRequested {
  readonly type: "FitRequested";
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface ViewRequested {
  readonly type: "ViewRequested";
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export interface PictureRequested {
  readonly type: "PictureRequested";
  readonly width_px: number;
  readonly height_px: number;
  readonly ratio: number;
  readonly enlarged: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface LocatorRequested {
  readonly type: "LocatorRequested";
  readonly token: number;
  readonly width_px: number;
  readonly height_px: number;
}

export interface FrameRequested {
  readonly type: "FrameRequested";
  readonly token: number;
}

export interface CommandRequested {
  readonly type: "CommandRequested";
  readonly command: string;
}

export interface MeasureShown {
  readonly type: "MeasureShown";
  readonly points: string;
  readonly active: boolean;
}

export type ToPage =
  | FeaturesChanged
  | ArraysChanged
  | MaskChanged
  | EventsChanged
  | EventMaskChanged
  | ReachShown
  | TimeWindowChanged
  | VisibleChanged
  | FlowsChanged
  | SelectionChanged
  | HoverChanged
  | PinChanged
  | ReplayMoved
  | StyleChanged
  | OwnMapsChanged
  | ReferencesChanged
  | FitRequested
  | ViewRequested
  | PictureRequested
  | LocatorRequested
  | FrameRequested
  | CommandRequested
  | MeasureShown
  | AreaShown
  | CardShown;

export interface Ready {
  readonly type: "Ready";
  readonly protocol_version: number;
}

export interface Painted {
  readonly type: "Painted";
  readonly token: number;
  readonly tiles: number;
  readonly foot_px: number;
}

export interface LocatorPainted {
  readonly type: "LocatorPainted";
  readonly token: number;
  readonly picture: string;
}

export interface VisiblePainted {
  readonly type: "VisiblePainted";
  readonly revision: number;
}

export interface FeatureHovered {
  readonly type: "FeatureHovered";
  readonly key: string;
}

export interface FeatureClicked {
  readonly type: "FeatureClicked";
  readonly key: string;
  readonly extend: boolean;
}

export interface ViewportChanged {
  readonly type: "ViewportChanged";
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export interface CopyRequested {
  readonly type: "CopyRequested";
  readonly text: string;
}

export interface OwnMapTroubled {
  readonly type: "OwnMapTroubled";
  readonly id: string;
  readonly sentence: string;
}

export interface ReferenceTroubled {
  readonly type: "ReferenceTroubled";
  readonly id: string;
  readonly sentence: string;
}

export interface ContextRequested {
  readonly type: "ContextRequested";
  readonly lon: number;
  readonly lat: number;
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

export interface MeasureChanged {
  readonly type: "MeasureChanged";
  readonly points: string;
  readonly active: boolean;
}

export interface ModeChanged {
  readonly type: "ModeChanged";
  readonly mode: string;
}

export interface HistoryChanged {
  readonly type: "HistoryChanged";
  readonly back: boolean;
  readonly forward: boolean;
}

export interface LanguageRequested {
  readonly type: "LanguageRequested";
  readonly language: string;
}

export interface StyleMenuRequested {
  readonly type: "StyleMenuRequested";
  readonly x: number;
  readonly y: number;
}

export interface Failed {
  readonly type: "Failed";
  readonly where: string;
  readonly message: string;
  readonly stack: string;
}

export interface PositionPicked {
  readonly type: "PositionPicked";
  readonly lon: number;
  readonly lat: number;
  readonly pixel: number;
}

export interface AreaDrawn {
  readonly type: "AreaDrawn";
  readonly ring: string;
}

export interface DetailsRequested {
  readonly type: "DetailsRequested";
  readonly key: string;
}

export type FromPage =
  | Ready
  | Painted
  | LocatorPainted
  | VisiblePainted
  | FeatureHovered
  | FeatureClicked
  | ViewportChanged
  | CopyRequested
  | OwnMapTroubled
  | ReferenceTroubled
  | ContextRequested
  | MeasureChanged
  | ModeChanged
  | PositionPicked
  | HistoryChanged
  | LanguageRequested
  | StyleMenuRequested
  | AreaDrawn
  | DetailsRequested
  | Failed;

/** One function for every message that can arrive; the compiler refuses a missing one. */
export type Handlers = {
  readonly [K in ToPage["type"]]: (message: Extract<ToPage, { readonly type: K }>) => void;
};
