/** Reference layers within a frame: which parts lie in it, and where their corners are. */

import { worldSize, type Frame } from "../mercator";
import type { Feature, UnitBox } from "./shapes";

/** One layer that is shown, with its shapes. */
export interface ShownLayer {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly features: readonly Feature[];
}

/** Radius of a point, CSS pixels. */
export const POINT_PX = 3.6;

/** Whether a box lies in the frame, or near it. */
export function inFrame({ left, top, width, height, zoom }: Frame, box: UnitBox, near: number): boolean {
  const size = worldSize(zoom);
  return (
    box.right * size >= left - near &&
    box.left * size <= left + width + near &&
    box.bottom * size >= top - near &&
    box.top * size <= top + height + near
  );
}

/** Features of a layer in the frame. */
export function featuresIn(frame: Frame, layer: ShownLayer): readonly Feature[] {
  return layer.features.filter(({ box }) => inFrame(frame, box, 2 * POINT_PX));
}
