/** Which places of the canvas are taken, so that no label lies on another. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** CSS pixels of one grid cell: about one label, so a test looks at few boxes. */
const CELL_PX = 64;

/** Columns of the grid: more than any view has, with its margins. */
const COLUMNS = 4096;

export class Boxes {
  private readonly cells = new Map<number, Box[]>();

  take(box: Box): void {
    const [top, bottom, left, right] = cellsOf(box);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const list = this.cells.get(row * COLUMNS + column);
        if (list === undefined) this.cells.set(row * COLUMNS + column, [box]);
        else list.push(box);
      }
    }
  }

  free(box: Box): boolean {
    const [top, bottom, left, right] = cellsOf(box);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        for (const other of this.cells.get(row * COLUMNS + column) ?? []) {
          if (
            box.left < other.right &&
            other.left < box.right &&
            box.top < other.bottom &&
            other.top < box.bottom
          ) {
            return false;
          }
        }
      }
    }
    return true;
  }
}

/** First and last row, first and last column. */
function cellsOf({ left, top, right, bottom }: Box): readonly [number, number, number, number] {
  return [
    Math.floor(top / CELL_PX),
    Math.floor(bottom / CELL_PX),
    Math.floor(left / CELL_PX),
    Math.floor(right / CELL_PX),
  ];
}
