/** Elements of the controls. Text only, never markup. */

const SVG = "http://www.w3.org/2000/svg";

export function part<K extends keyof HTMLElementTagNameMap>(
  parent: HTMLElement,
  tag: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

export function button(parent: HTMLElement, className: string, run: (event: MouseEvent) => void): HTMLButtonElement {
  const element = part(parent, "button", className);
  element.type = "button";
  element.addEventListener("click", run);
  return element;
}

/** What a control is called, for the eye and for the ear. */
export function label(element: HTMLElement, words: string): void {
  element.title = words;
  element.setAttribute("aria-label", words);
}

/** A drawing of lines in a box of 16 × 16. */
export function icon(parent: HTMLElement, path: string): void {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  parent.append(drawing);
}

/** Controls lie on the map's element: what is done to them is not meant for the map. */
export function shield(element: HTMLElement): void {
  for (const name of ["mousedown", "click", "dblclick", "wheel", "pointerdown", "contextmenu"]) {
    element.addEventListener(name, (event) => event.stopPropagation());
  }
}
