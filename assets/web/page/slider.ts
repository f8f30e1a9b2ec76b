/** The window of time: two ends on one line, typed dates, and a play button that lets the later end run. */

import { button, label, part } from "../furniture/dom";
import type { Window } from "./data";
import { dayWords, isoDay, monthsBetween, nextMonth, typedDay, yearAndMonth } from "./days";

const STEP_MS = 500;

export class TimeSlider {
  private readonly ends: readonly [HTMLInputElement, HTMLInputElement];
  private readonly fields: readonly [HTMLInputElement, HTMLInputElement];
  private readonly band: HTMLElement;
  private readonly trouble: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly all: HTMLButtonElement;
  private first: number;
  private last: number;
  private timer = 0;
  private request = 0;

  constructor(
    root: HTMLElement,
    private readonly span: readonly [number, number],
    start: readonly [number, number],
    private readonly changed: (window: Window) => void,
  ) {
    [this.first, this.last] = start;
    this.play = button(root, "play", () => (this.timer === 0 ? this.run() : this.stop()));
    this.fields = [this.field(root, "From, UTC", 0), this.field(root, "To, UTC", 1)];
    const line = part(root, "div", "time-line");
    this.scale(line);
    this.band = part(line, "div", "time-band");
    this.ends = [this.end(line, "First day", 0), this.end(line, "Last day", 1)];
    this.all = button(root, "whole-time", () => {
      this.stop();
      this.set(...this.span);
    });
    this.all.textContent = "All dates";
    this.trouble = part(root, "div", "trouble");
    this.trouble.setAttribute("role", "alert");
    this.show();
    this.showPlay();
  }

  /** The window; an end that stands at the end of the line hides nothing beyond it. */
  get window(): Window {
    return {
      first: this.first === this.span[0] ? Number.NEGATIVE_INFINITY : this.first,
      last: this.last === this.span[1] ? Number.POSITIVE_INFINITY : this.last,
    };
  }

  private end(line: HTMLElement, name: string, which: 0 | 1): HTMLInputElement {
    const input = part(line, "input", "time-end");
    input.type = "range";
    input.min = String(this.span[0]);
    input.max = String(this.span[1]);
    input.step = "1";
    input.setAttribute("aria-label", name);
    input.addEventListener("input", () => {
      this.stop();
      const day = Number(input.value);
      if (which === 0) this.set(Math.min(day, this.last), this.last);
      else this.set(this.first, Math.max(day, this.first));
    });
    return input;
  }

  private field(root: HTMLElement, name: string, which: 0 | 1): HTMLInputElement {
    const box = part(root, "label", "time-field");
    part(box, "span", "time-name").textContent = name;
    const input = part(box, "input", "time-date");
    input.type = "text";
    input.placeholder = "2024-03-07";
    input.size = 10;
    input.maxLength = 10;
    input.spellcheck = false;
    input.addEventListener("change", () => {
      this.stop();
      this.take(input, which);
    });
    return input;
  }

  /** Take a typed day, or say what is wrong with it. */
  private take(input: HTMLInputElement, which: 0 | 1): void {
    const day = typedDay(input.value);
    const sentence =
      day === null
        ? `“${input.value}” is no day; write year, month and day as 2024-03-07.`
        : which === 0 && day > this.last
          ? `${dayWords(day)} lies after the last day, ${dayWords(this.last)}.`
          : which === 1 && day < this.first
            ? `${dayWords(day)} lies before the first day, ${dayWords(this.first)}.`
            : "";
    this.trouble.textContent = sentence;
    input.setAttribute("aria-invalid", String(sentence !== ""));
    if (sentence !== "" || day === null) return;
    const [earliest, latest] = this.span;
    const within = Math.min(Math.max(day, earliest), latest);
    if (which === 0) this.set(within, this.last);
    else this.set(this.first, within);
  }

  private set(first: number, last: number): void {
    this.first = first;
    this.last = last;
    this.trouble.textContent = "";
    this.show();
    // A hand that drags asks more often than a large page can answer.
    if (this.request !== 0) return;
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      this.changed(this.window);
    });
  }

  private show(): void {
    const [earliest, latest] = this.span;
    const days = [this.first, this.last] as const;
    const length = Math.max(1, latest - earliest);
    days.forEach((day, which) => {
      const [end, field] = [this.ends[which], this.fields[which]];
      if (end === undefined || field === undefined) return;
      end.value = String(day);
      end.setAttribute("aria-valuetext", dayWords(day));
      field.value = isoDay(day);
      field.setAttribute("aria-invalid", "false");
    });
    this.band.style.left = `${((this.first - earliest) / length) * 100}%`;
    this.band.style.right = `${((latest - this.last) / length) * 100}%`;
    this.all.disabled = this.first === earliest && this.last === latest;
  }

  private showPlay(): void {
    const running = this.timer !== 0;
    this.play.textContent = running ? "❚❚" : "▶";
    label(this.play, running ? "Stop" : "Play: let the last day run from the first, month by month");
  }

  private run(): void {
    const begin = this.last >= this.span[1] ? this.first : this.last;
    this.timer = window.setInterval(() => this.step(), STEP_MS);
    this.showPlay();
    this.set(this.first, Math.min(this.span[1], nextMonth(begin) - 1));
  }

  private step(): void {
    if (this.last >= this.span[1]) this.stop();
    else this.set(this.first, Math.min(this.span[1], nextMonth(this.last + 1) - 1));
  }

  private stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.showPlay();
  }

  /** A tick a month, and the years. */
  private scale(line: HTMLElement): void {
    const [first, last] = this.span;
    const length = Math.max(1, last - first);
    for (const month of monthsBetween(first, last)) {
      const { year, month: place } = yearAndMonth(month);
      const tick = part(line, "span", place === 0 ? "time-tick time-year" : "time-tick");
      tick.style.left = `${(Math.max(0, month - first) / length) * 100}%`;
      if (place === 0) tick.textContent = String(year);
    }
  }
}
