/** The canvas of everything that is not base map: marks of the record, and all names. */

import type { BaseMap } from "./basemap/layer";
import { CanvasLayer } from "./canvaslayer";
import { drawAreas } from "./layers/areas";
import { drawCallMarks } from "./layers/callmarks";
import { drawLabels, placeLabels } from "./layers/labels";
import { drawPin, pinBoxes } from "./layers/pin";
import { drawPorts } from "./layers/ports";
import { drawRail } from "./layers/rail";
import { drawRoutes } from "./layers/routes";
import { drawCasings, drawRings, drawSelectedLines } from "./layers/selection";
import { drawSightings } from "./layers/sightings";
import { drawVoyages } from "./layers/voyages";
import { hitAt, type Hit } from "./hit";
import type { Frame, Pixel } from "./mercator";
import type { Brush, Scene } from "./scene";

/** CSS pixels at the foot of the view that the attribution takes. */
const FOOT_PX = 36;
/** Boxes of the zoom buttons, and of the scale bar with the coordinates; free of names in captures too. */
const BUTTONS_PX = { width: 44, height: 74 };
const READOUT_PX = { width: 320, height: 46 };

export class Overlay extends CanvasLayer {
  constructor(
    private readonly scene: Scene,
    private readonly base: BaseMap,
    private readonly drawn: () => void,
  ) {
    super("overlayPane", "overlay");
  }

  /** What lies under a point of the view. */
  hit(point: Pixel): Hit | null {
    return this.frame === null ? null : hitAt(this.frame, this.scene, point);
  }

  protected override draw(frame: Frame): void {
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    const { scene } = this;
    const { theme } = scene.style;
    const brush: Brush = { context, frame, scene };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    const view = { left: 2, top: 2, right: frame.width - 2, bottom: frame.height - FOOT_PX };
    const labels = placeLabels(brush, this.base.tiles, view, [
      { left: 0, top: 0, right: BUTTONS_PX.width, bottom: BUTTONS_PX.height },
      { left: 0, top: frame.height - READOUT_PX.height, right: READOUT_PX.width, bottom: frame.height },
      ...pinBoxes(brush),
    ]);
    drawLabels(context, labels.base, theme.placeDot);
    if (scene.shows("port_areas")) drawAreas(brush);
    drawCasings(brush);
    if (scene.shows("rail")) drawRail(brush);
    if (scene.shows("routes")) drawRoutes(brush);
    if (scene.shows("sightings")) drawVoyages(brush);
    drawSelectedLines(brush);
    if (scene.shows("sightings")) drawSightings(brush);
    drawPorts(brush);
    drawLabels(context, labels.record, theme.placeDot);
    drawCallMarks(brush);
    drawRings(brush);
    drawPin(brush);
    this.drawn();
  }
}
