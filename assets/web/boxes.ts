/** Which places of the canvas are taken, so that no label lies on another. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** CSS pixels of one grid cell: about one label, so a test looks at few boxes. */
const CELL_PX = 64;

export class Boxes {
  private readonly cells = new Map<number, Box[]>();

  take(box: Box): void {
    for (const cell of this.cellsOf(box)) {
      const list = this.cells.get(cell);
      if (list === undefined) this.cells.set(cell, [box]);
      else list.push(box);
    }
  }

  free(box: Box): boolean {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) ?? []) {
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
    return true;
  }

  private *cellsOf(box: Box): Generator<number> {
    for (let row = Math.floor(box.top / CELL_PX); row <= Math.floor(box.bottom / CELL_PX); row++) {
      for (let column = Math.floor(box.left / CELL_PX); column <= Math.floor(box.right / CELL_PX); column++) {
        yield row * 4096 + column;
      }
    }
  }
}
