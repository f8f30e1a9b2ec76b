/** The map page: one Leaflet map, one base-map canvas, one overlay canvas, driven by messages. */

import * as L from "leaflet";
import { BaseMap } from "./basemap/layer";
import { fail, open, send } from "./bridge";
import { collectNowAndThen } from "./collect";
import { Controls } from "./controls";
import { readFeatures, type VisiblePayload } from "./features";
import { readEvents } from "./events/arrays";
import { FixesLayer } from "./fixes/layer";
import { fixText } from "./fixes/pick";
import { loadHangul, loadLatin } from "./fonts";
import { Stamp, complete } from "./frame";
import { fitExactly, showExactly } from "./furniture/exactview";
import { frameOf } from "./furniture/fixed";
import { Furniture } from "./furniture/furniture";
import { paintLocator } from "./furniture/minimap";
import type { FlowsPayload } from "./layers/flows";
import { Overlay } from "./overlay";
import { toUnit } from "./mercator";
import { PART, layOut, windowFits } from "./picture";
import { OwnMaps } from "./ownmaps/stack";
import type { Handlers } from "./protocol";
import { ReferenceLayers } from "./reference/layer";
import { ReplayLayer, type ReplayedShip } from "./replay";
import { Scene } from "./scene";
import { bytesAt } from "./supply";
import { themeNamed } from "./theme";
import { wordsOf } from "./words";
import "leaflet/dist/leaflet.css";
import "./map.css";

declare global {
  interface Window {
    /** Made by the script that folium writes into the page. */
    readonly case_map: L.Map;
  }
}

/** The theatre: shown until a message or a hand moves the map. */
const THEATRE = L.latLngBounds([33, 118], [50, 146]);
/** The archive ends at zoom 10; at 14 its coast, true to 50 m, shows its facets. */
const [WIDEST, CLOSEST] = [3, 14];
/** The world that the archive holds; the map shows nothing beyond. */
const WORLD = L.latLngBounds([15, 95], [72, 180]);

/** The page made for captures: nobody sees it move. */
const STAMPED = window.location.search === "?stamp";
// A zoom under way outlives a view that is set meanwhile, and ends where it was going: in a capture that is another place.
if (STAMPED || window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
  L.Map.mergeOptions({ zoomAnimation: false, inertia: false });
}

function start(): void {
  const map = window.case_map;
  const stamp = new Stamp(STAMPED);
  map.invalidateSize({ animate: false });
  const limit = (): void => {
    // The smallest quarter step at which the view lies inside the world.
    map.setMinZoom(Math.max(WIDEST, map.getBoundsZoom(WORLD, true)));
  };
  map.setMaxZoom(CLOSEST);
  const scene = new Scene();
  let fetching = 0;
  let revisionDrawn = -1;
  let revisionTold = -1;
  /** What a resize shows again, until a hand or a message moves the map elsewhere. */
  let fitted: L.LatLngBounds | null = THEATRE;

  const base: BaseMap = new BaseMap(
    () => overlay.invalidate(),
    (error) => fail("base map", error),
  );
  const overlay = new Overlay(scene, base, () => {
    if (revisionDrawn === revisionTold || !scene.hasFeatures) return;
    revisionTold = revisionDrawn;
    send({ type: "VisiblePainted", revision: revisionTold });
  });
  const fixes = new FixesLayer(
    scene,
    () => overlay.invalidate(),
    (error) => fail("fixes", error),
  );
  const replay = new ReplayLayer(() => scene.style.theme);
  const references = new ReferenceLayers(
    scene,
    () => overlay.invalidate(),
    (id, sentence) => send({ type: "ReferenceTroubled", id, sentence }),
  );
  const controls = new Controls(map, {
    copy: (text) => send({ type: "CopyRequested", text }),
    openStyles: (x, y) => send({ type: "StyleMenuRequested", x, y }),
    setLanguage: (language) => send({ type: "LanguageRequested", language }),
    run: (tool) => furniture.run(tool),
  });
  const hover = (key: string): void => {
    if (scene.hover === key) return;
    scene.hover = key;
    map.getContainer().style.cursor = key === "" ? "" : "pointer";
    send({ type: "FeatureHovered", key });
    overlay.invalidate();
  };
  const furniture: Furniture = new Furniture({
    map,
    scene,
    overlay,
    controls,
    moving: () => (fitted = null),
    hover,
  });
  const ownMaps = new OwnMaps(
    map,
    () => scene.style.theme,
    (id, sentence) => send({ type: "OwnMapTroubled", id, sentence }),
  );
  let fonts = loadLatin();

  const restyle = (): void => {
    const { theme } = scene.style;
    const container = map.getContainer();
    container.style.background = theme.sea;
    container.style.setProperty("--text", theme.text);
    container.style.setProperty("--halo", theme.halo);
    base.setTheme(theme);
    fixes.invalidate();
    references.invalidate();
    ownMaps.restyle();
    replay.invalidate();
    controls.apply(scene.style);
    controls.showCrowd(scene.crowd, scene.style.words);
    furniture.apply();
    overlay.invalidate();
  };

  /** Fetch the features of a case; an answer that a newer message has overtaken is dropped. */
  let newest = -1;
  const receiveFeatures = async (revision: number, url: string): Promise<void> => {
    newest = revision;
    fetching++;
    try {
      const text = new TextDecoder().decode(await bytesAt(url));
      if (newest !== revision) return;
      scene.setFeatures(readFeatures(JSON.parse(text) as Parameters<typeof readFeatures>[0]));
      if (waiting === null) overlay.drawNow();
    } catch (error) {
      if (newest === revision) fail("features", error); // what was overtaken is not there any more
    } finally {
      fetching--;
      if (fetching === 0) showWaiting();
    }
  };

  /** Fetch what was found in the reports; an answer that a newer message has overtaken is dropped. */
  let newestEvents = 0;
  const receiveEvents = async (url: string): Promise<void> => {
    const number = ++newestEvents;
    fetching++;
    try {
      const events = url === "" ? null : readEvents(await bytesAt(url));
      if (number === newestEvents) scene.events = events;
    } catch (error) {
      if (number === newestEvents) fail("events", error);
    } finally {
      fetching--;
      fixes.invalidate();
      overlay.invalidate();
      if (fetching === 0) showWaiting();
    }
  };

  /** What the filter leaves is shown together with the features it was made with, which may still be on the way. */
  let waiting: { readonly revision: number; readonly visible: VisiblePayload } | null = null;
  const showWaiting = (): void => {
    if (waiting === null) return;
    scene.setVisible(waiting.visible);
    fixes.invalidate();
    controls.showCrowd(scene.crowd, scene.style.words);
    revisionDrawn = waiting.revision;
    waiting = null;
    overlay.drawNow();
  };

  const handlers: Handlers = {
    FeaturesChanged: ({ revision, url }) => {
      void receiveFeatures(revision, url);
    },
    VisibleChanged: ({ revision, payload }) => {
      waiting = { revision, visible: JSON.parse(payload) as VisiblePayload };
      if (fetching === 0) showWaiting();
    },
    FlowsChanged: ({ payload }) => {
      scene.setFlows(JSON.parse(payload) as FlowsPayload);
      overlay.invalidate();
    },
    ArraysChanged: ({ url }) => {
      scene.fix = -1;
      scene.shown = { ...scene.shown, tracks: null, positions: null };
      void fixes.load(url);
    },
    MaskChanged: ({ tracks, positions }) => {
      scene.shown = { ...scene.shown, tracks: bits(tracks), positions: bits(positions) };
      fixes.invalidate();
    },
    EventsChanged: ({ url, gap_s }) => {
      scene.gapS = gap_s;
      scene.eventMask = null;
      void receiveEvents(url);
    },
    EventMaskChanged: ({ mask }) => {
      scene.eventMask = bits(mask);
      fixes.invalidate();
      overlay.invalidate();
    },
    ReachShown: ({ rings }) => {
      const list = JSON.parse(rings) as readonly (readonly (readonly [lon: number, lat: number])[])[];
      scene.reach = list.map((ring) => ring.map(([lon, lat]) => toUnit(lon, lat)));
      overlay.invalidate();
    },
    TimeWindowChanged: ({ first_s, last_s }) => {
      if (scene.shown.firstS === first_s && scene.shown.lastS === last_s) return;
      scene.shown = { ...scene.shown, firstS: first_s, lastS: last_s };
      fixes.invalidate();
      overlay.invalidate();
    },
    SelectionChanged: ({ keys }) => {
      scene.selection = new Set(keys);
      if (scene.references.length > 0) references.invalidate();
      overlay.invalidate();
    },
    HoverChanged: ({ key }) => {
      scene.hover = key;
      overlay.invalidate();
    },
    PinChanged: ({ lon, lat, label }) => {
      scene.pin = label === "" ? null : { unit: toUnit(lon, lat), label };
      overlay.invalidate();
    },
    ReplayMoved: ({ ships }) => replay.show(JSON.parse(ships) as readonly ReplayedShip[]),
    StyleChanged: ({ theme, language, controls: interactive, layers, synthetic }) => {
      scene.style = {
        theme: themeNamed(theme),
        themeName: theme,
        words: wordsOf(language),
        language,
        controls: interactive,
        layers: new Set(layers),
        synthetic,
      };
      if (language === "ko") {
        fonts = Promise.all([fonts, loadHangul()]).then(() => {
          fixes.invalidate();
          overlay.invalidate();
          furniture.apply();
        });
      }
      restyle();
    },
    OwnMapsChanged: ({ maps }) => {
      ownMaps.show(maps);
      controls.credit(ownMaps.credits);
    },
    ReferencesChanged: ({ layers }) => {
      void references.show(layers);
    },
    FitRequested: ({ west, south, east, north }) => {
      fitted = L.latLngBounds([south, west], [north, east]);
      // An animated move ends on whole pixels; a capture is exact.
      if (base.settled && scene.style.controls) map.fitBounds(fitted, { animate: true });
      else fitExactly(map, fitted);
    },
    ViewRequested: ({ lon, lat, zoom }) => {
      fitted = null;
      showExactly(map, lat, lon, zoom);
    },
    PictureRequested: (wanted) => {
      if (!layOut(map.getContainer(), wanted)) return;
      map.invalidateSize({ animate: false, pan: false });
      map.fire(PART);
    },
    LocatorRequested: ({ token, width_px, height_px }) => {
      paintLocator(frameOf(map), width_px, height_px, scene.style.theme)
        .then((picture) => send({ type: "LocatorPainted", token, picture }))
        .catch((error: unknown) => fail("locator", error));
    },
    FrameRequested: ({ token }) => {
      const settled = (): boolean =>
        windowFits() && fetching === 0 && references.settled && fixes.settled && base.settled && ownMaps.settled && !overlay.dirty && !replay.dirty && furniture.settled;
      void fonts
        .then(() => complete({ settled }))
        .then(() => {
          stamp.set(token); // shown with this picture or a later one, never before it
          send({ type: "Painted", token, tiles: base.filled, foot_px: controls.foot });
        })
        .catch((error: unknown) => fail("frame", error));
    },
    AreaShown: ({ ring }) => {
      const list = JSON.parse(ring) as readonly (readonly [lon: number, lat: number])[];
      furniture.area.show(list.map(([lon, lat]) => ({ lon, lat })));
    },
    CardShown: (card) => furniture.card.show(card),
    CommandRequested: ({ command }) => furniture.command(command),
    MeasureShown: ({ points, active }) => {
      const list = JSON.parse(points) as readonly (readonly [lon: number, lat: number])[];
      furniture.showMeasure(
        list.map(([lon, lat]) => ({ lon, lat })),
        active,
      );
    },
  };

  map.on("mousemove", ({ containerPoint }) => {
    if (furniture.busy || furniture.walking) return;
    const hit = overlay.hit(containerPoint);
    hover(hit?.key ?? "");
    controls.point(hit?.name ?? null, containerPoint);
  });
  const leave = (): void => {
    hover("");
    controls.point(null, { x: 0, y: 0 });
  };
  map.on("mouseout movestart zoomstart", leave);
  map.on("click", ({ latlng, containerPoint, originalEvent }) => {
    if (furniture.busy) return;
    const hit = overlay.hit(containerPoint);
    const key = hit?.key ?? "";
    scene.fix = hit?.fix ?? -1;
    overlay.invalidate();
    const line = scene.fix < 0 || scene.arrays === null ? "" : fixText(scene, scene.arrays, scene.fix);
    furniture.card.expect(key, latlng, line);
    send({ type: "FeatureClicked", key, extend: originalEvent.ctrlKey || originalEvent.shiftKey });
  });
  const tellViewport = (): void => {
    const bounds = map.getBounds();
    const { lat, lng } = map.getCenter();
    send({
      type: "ViewportChanged",
      west: bounds.getWest(),
      south: bounds.getSouth(),
      east: bounds.getEast(),
      north: bounds.getNorth(),
      lon: lng,
      lat,
      zoom: map.getZoom(),
    });
  };
  map.on("moveend", tellViewport);
  map.on("move", collectNowAndThen);
  const refit = (): void => {
    furniture.withoutStep(() => {
      limit();
      if (fitted !== null) fitExactly(map, fitted);
    });
  };
  for (const gesture of ["pointerdown", "wheel", "keydown"]) {
    map.getContainer().addEventListener(gesture, () => (fitted = null), { passive: true });
  }
  map.on("resize", refit);

  restyle();
  refit();
  base.addTo(map);
  void fonts.then(() => {
    references.addTo(map);
    fixes.addTo(map);
    overlay.addTo(map);
    replay.addTo(map);
    furniture.begin();
  });
  open(handlers, tellViewport);
}

/** A bit mask as it crosses the channel; empty text lets all pass. */
function bits(text: string): Uint8Array | null {
  return text === "" ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

window.addEventListener("error", ({ message, error }) => fail("page", error ?? message));
window.addEventListener("unhandledrejection", ({ reason }) => fail("promise", reason));
document.addEventListener("DOMContentLoaded", start);
