/** The user's own maps that are shown, from the lowest to the topmost. */

import type * as L from "leaflet";
import type { OwnMap } from "../protocol";
import type { Theme } from "../theme";
import { OwnMapLayer } from "./layer";
import { RasterPainter } from "./raster";
import { VectorPainter } from "./vector";

/** What the stack needs of a layer, whatever its tiles hold. */
type Sheet = Pick<OwnMapLayer<unknown>, "arrange" | "repaint" | "settled" | "remove">;

export class OwnMaps {
  private readonly sheets = new Map<string, Sheet>();
  private readonly told = new Set<string>();
  private credited: readonly string[] = [];

  constructor(
    private readonly map: L.Map,
    private readonly theme: () => Theme,
    private readonly troubled: (id: string, sentence: string) => void,
  ) {}

  /** Show these and no others; those shown already keep their tiles. */
  show(maps: readonly OwnMap[]): void {
    const wanted = new Set(maps.map(({ id }) => id));
    for (const [id, sheet] of this.sheets) {
      if (wanted.has(id)) continue;
      sheet.remove();
      this.sheets.delete(id);
    }
    maps.forEach((map, place) => (this.sheets.get(map.id) ?? this.open(map)).arrange(map, place));
    this.credited = [...new Set(maps.map(({ credit }) => credit))];
  }

  /** Who is to be named. */
  get credits(): readonly string[] {
    return this.credited;
  }

  /** Draw anew in the colours of another theme. */
  restyle(): void {
    for (const sheet of this.sheets.values()) sheet.repaint();
  }

  /** Whether everything of the view is drawn. */
  get settled(): boolean {
    return [...this.sheets.values()].every((sheet) => sheet.settled);
  }

  private open(map: OwnMap): Sheet {
    const troubled = (sentence: string): void => {
      if (this.told.has(map.id)) return;
      this.told.add(map.id);
      this.troubled(map.id, sentence);
    };
    const sheet =
      map.kind === "vector"
        ? new OwnMapLayer(map, new VectorPainter(this.theme), troubled)
        : new OwnMapLayer(map, new RasterPainter(), troubled);
    this.sheets.set(map.id, sheet);
    sheet.addTo(this.map);
    return sheet;
  }
}
