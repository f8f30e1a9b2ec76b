/** Everything the overlay needs to know to draw one picture. */

import {
  NOTHING_VISIBLE,
  NO_FEATURES,
  type Crowd,
  type Features,
  type Route,
  type Sighting,
  type VisiblePayload,
  type Voyage,
} from "./features";
import type { Events } from "./events/arrays";
import { NO_FLOWS, resolveFlows, type Flow, type FlowsPayload } from "./layers/flows";
import { ALL_SHOWN, type Arrays, type Shown } from "./fixes/arrays";
import type { Pin } from "./layers/pin";
import type { ShownLayer } from "./reference/view";
import { toFrame, type Frame, type Pixel, type UnitPoint } from "./mercator";
import { themeNamed, type Theme } from "./theme";
import { wordsOf, type Words } from "./words";

/** Layers of what is found in AIS reports, and of areas that are watched. */
const EVENT_LAYERS = ["ais_gaps", "ais_visits", "ais_meetings", "ais_doubts", "ais_hints", "watch_areas"];

export interface Style {
  readonly theme: Theme;
  readonly themeName: string;
  readonly words: Words;
  readonly language: string;
  readonly controls: boolean;
  readonly layers: ReadonlySet<string>;
  readonly synthetic: boolean;
}

export const FIRST_STYLE: Style = {
  theme: themeNamed("light"),
  themeName: "light",
  words: wordsOf("en"),
  language: "en",
  controls: true,
  layers: new Set(["ports", "other_ports", "rail", "routes", "tracks", ...EVENT_LAYERS, "sightings", "labels"]),
  synthetic: false,
};

/** Before events tell: the published default of `gap_h` in desktop_app/domain/event_parameters.py. */
const FIRST_GAP_S = 12 * 3600;

/** The state behind the picture; `main` replaces its parts, layers only read. */
export class Scene {
  features: Features = NO_FEATURES;
  style: Style = FIRST_STYLE;
  selection: ReadonlySet<string> = new Set();
  hover = "";
  pin: Pin | null = null;
  /** Tracks and crowds of positions, and what of them the filter leaves. */
  arrays: Arrays | null = null;
  shown: Shown = ALL_SHOWN;
  /** What was found in the reports, which of it the filter leaves, and how long a silence is longer than. */
  events: Events | null = null;
  eventMask: Uint8Array | null = null;
  gapS = FIRST_GAP_S;
  /** Rings of the water that a ship could have reached, of the selected hint. */
  reach: readonly (readonly UnitPoint[])[] = [];
  /** Reference layers that are shown, the lowest first. */
  references: readonly ShownLayer[] = [];
  /** The fix that was clicked last; -1 for none. */
  fix = -1;
  private visible: VisiblePayload = NOTHING_VISIBLE;
  private voyagesShown: readonly Voyage[] = [];
  private sightingsShown: readonly Sighting[] = [];
  private sightingById: ReadonlyMap<string, Sighting> = new Map();
  private routesShown: readonly Route[] = [];
  private byRoute = new Map<string, Voyage[]>();
  private flowsTold: FlowsPayload = NO_FLOWS;
  private flowsPlaced: readonly Flow[] = [];

  /** Whether the case has arrived. */
  hasFeatures = false;

  setFeatures(features: Features): void {
    this.features = features;
    this.hasFeatures = true;
    this.setFlows(this.flowsTold);
    this.setVisible(this.visible);
  }

  setVisible(visible: VisiblePayload): void {
    this.visible = visible;
    const voyages = new Set(visible.voyages);
    const sightings = new Set(visible.sightings);
    const routes = new Set(visible.routes);
    this.voyagesShown = this.features.voyages.filter((voyage) => voyages.has(voyage.id));
    this.sightingsShown = this.features.sightings.filter((sighting) => sightings.has(sighting.id));
    this.sightingById = new Map(this.sightingsShown.map((sighting) => [sighting.id, sighting]));
    this.routesShown = this.features.routes.filter((route) => routes.has(route.id));
    this.byRoute = new Map(this.routesShown.map((route) => [route.id, []]));
    for (const voyage of this.voyagesShown) this.byRoute.get(voyage.route)?.push(voyage);
  }

  setFlows(flows: FlowsPayload): void {
    this.flowsTold = flows;
    this.flowsPlaced = resolveFlows(flows, this.features);
  }

  /** Flows between places of the map, in drawing order; none while their layer is off. */
  get flows(): readonly Flow[] {
    return this.shows("flows") ? this.flowsPlaced : [];
  }

  get voyages(): readonly Voyage[] {
    return this.voyagesShown;
  }

  get sightings(): readonly Sighting[] {
    return this.sightingsShown;
  }

  /** A position that the filter leaves. */
  sighting(id: string): Sighting | undefined {
    return this.sightingById.get(id);
  }

  /** Set where the filter leaves more than is drawn. */
  get crowd(): Crowd | null {
    return this.visible.crowd;
  }

  /** Whether the positions that pass are too many for marks. */
  get positionsCrowd(): boolean {
    const { crowd } = this.visible;
    return crowd !== null && crowd.positions > crowd.most;
  }

  get routes(): readonly Route[] {
    return this.routesShown;
  }

  shows(layer: string): boolean {
    return this.style.layers.has(layer);
  }

  /** Calls at a port or terminal that the filter leaves. */
  calls(portId: string): number {
    return this.visible.calls[portId] ?? 0;
  }

  /** Visible voyages for which a route is drawn. */
  voyagesOn(route: Pick<Route, "id">): readonly Voyage[] {
    return this.byRoute.get(route.id) ?? [];
  }
}

/** What every layer draws with. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly frame: Frame;
  readonly scene: Scene;
}

/** Documented positions of a voyage in time order, as pixels. */
export function stopsOf(frame: Frame, scene: Scene, voyage: Voyage): Pixel[] {
  return voyage.sightings.flatMap((id) => {
    const sighting = scene.sighting(id);
    return sighting === undefined ? [] : [toFrame(frame, sighting.unit)];
  });
}
