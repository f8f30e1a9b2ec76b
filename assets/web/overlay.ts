/** The canvas of everything that is not base map: marks of the record, and all names. */

import type * as L from "leaflet";
import type { BaseMap } from "./basemap/layer";
import { CanvasLayer } from "./canvaslayer";
import { keptBoxes } from "./furniture/corners";
import { NO_LINES, drawEdgeLabels, drawGraticule, edgeLabels, graticuleOf } from "./furniture/graticule";
import { drawEventLines, drawEventMarks, drawEventSelection } from "./events/paint";
import { drawTrackMarks } from "./fixes/pick";
import { drawAreas } from "./layers/areas";
import { drawBaseMarks } from "./layers/basenames";
import { drawCallMarks } from "./layers/callmarks";
import { drawFlows } from "./layers/flows";
import { drawLabels, placeLabels } from "./layers/labels";
import { drawPin, pinBoxes } from "./layers/pin";
import { drawPorts } from "./layers/ports";
import { drawRail } from "./layers/rail";
import { drawRoutes } from "./layers/routes";
import { drawCasings, drawRings, drawSelectedLines } from "./layers/selection";
import { drawSightings } from "./layers/sightings";
import { drawWatchAreas } from "./layers/watchareas";
import { drawVoyages } from "./layers/voyages";
import { hitAt, type Hit } from "./hit";
import { intoPart, type Frame, type Pixel } from "./mercator";
import type { Brush, Scene } from "./scene";

/** While a hand moves the map, its pane carries marks and names; they are drawn anew this often, milliseconds. */
const DRAWN_EVERY_MS = 60;

export class Overlay extends CanvasLayer {
  private drawnAt = 0;
  /** Whether the map has moved since then. */
  private behind = false;

  constructor(
    private readonly scene: Scene,
    private readonly base: BaseMap,
    private readonly drawn: () => void,
  ) {
    super("overlayPane", "overlay");
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return { ...super.getEvents(), moveend: () => this.arrived() };
  }

  /** What lies under a point of the view. */
  hit(point: Pixel): Hit | null {
    return this.frame === null ? null : hitAt(this.frame, this.scene, point);
  }

  protected override moved(): void {
    // The graticule's figures stand at the frame: carried along, they would shake.
    this.behind = !this.scene.shows("graticule") && performance.now() - this.drawnAt < DRAWN_EVERY_MS;
    if (!this.behind) this.drawNow();
  }

  private arrived(): void {
    if (this.behind) this.drawNow();
  }

  protected override draw(frame: Frame): void {
    this.drawnAt = performance.now();
    this.behind = false;
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    const { scene } = this;
    const brush: Brush = { context, frame, scene };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    intoPart(context, frame);
    const view = { left: 2, top: 2, right: frame.width - 2, bottom: frame.height - 2 };
    const kept = [...keptBoxes(frame, scene), ...pinBoxes(brush)];
    const lines = scene.shows("graticule") ? graticuleOf(frame) : NO_LINES;
    const edge = edgeLabels(brush, lines, kept);
    drawGraticule(brush, lines);
    const labels = placeLabels(brush, this.base.slots, view, [...kept, ...edge.map(({ box }) => box)]);
    drawBaseMarks(brush, labels.base);
    drawLabels(brush, labels.base.names);
    if (scene.shows("port_areas")) drawAreas(brush);
    if (scene.shows("watch_areas")) drawWatchAreas(brush);
    drawFlows(brush);
    drawCasings(brush);
    if (scene.shows("rail")) drawRail(brush);
    if (scene.shows("routes")) drawRoutes(brush);
    if (scene.shows("sightings")) drawVoyages(brush);
    drawSelectedLines(brush);
    drawTrackMarks(brush);
    drawEventLines(brush);
    if (scene.shows("sightings")) drawSightings(brush);
    drawEventMarks(brush);
    drawPorts(brush);
    drawLabels(brush, labels.record);
    drawCallMarks(brush);
    drawRings(brush);
    drawEventSelection(brush);
    drawPin(brush);
    drawEdgeLabels(brush, edge);
    this.drawn();
  }
}
