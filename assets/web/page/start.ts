/** Builds what stands round the map before the map begins, and answers it. */

import { button, label, part } from "../furniture/dom";
import { PROTOCOL_VERSION, type FromPage } from "../protocol";
import { CardPanel } from "./cardpanel";
import type { Cut, PageData, Window } from "./data";
import { embeddedJson } from "./embedded";
import { Host } from "./host";
import { Legend } from "./legend";
import { TimeSlider } from "./slider";
import { ARRAYS, FEATURES } from "./supplied";
import { Views } from "./views";

const DAY_S = 86_400;
/** Beyond every time that a fix can have; as OPEN_S of desktop_app/mapview/protocol.py. */
const OPEN_S = 1e12;
const THEMES = ["light", "dark", "contrast"] as const;
const CARD_LINES = 3;
const PRINT_AFTER_MS = 500;

/** The page round the map; made once. */
class Page {
  private readonly host: Host;
  private readonly views: Views;
  private readonly card: CardPanel;
  private readonly legend: Legend;
  private readonly slider: TimeSlider;
  private theme: string;
  private language: string;
  private revision = 0;

  constructor(private readonly data: PageData) {
    this.host = new Host((message) => this.hear(message));
    this.language = data.map.language;
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.theme = dark.matches ? "dark" : data.map.theme;
    dark.addEventListener("change", () => this.wear(dark.matches ? "dark" : "light"));
    const head = part(document.body, "header", "head");
    part(head, "h1", "").textContent = data.title;
    const summary = part(head, "p", "summary");
    summary.setAttribute("role", "status");
    part(head, "p", "quiet filter").textContent = data.filter;
    this.tools(head);
    const side = part(document.body, "main", "side");
    const cardRoot = part(side, "section", "card");
    this.views = new Views(side, data, summary, (key) => this.open(key), (number) => this.openSource(number));
    this.legend = new Legend(this.views.legendPanel, data.map.legend, data.map.layers, () => this.tellStyle());
    this.card = new CardPanel(cardRoot, data.cards, (key) => Object.hasOwn(data.map.bounds, key), {
      open: (key) => this.open(key),
      openSource: (number) => this.openSource(number),
      find: (key) => this.find(key),
      closed: () => this.select(""),
    });
    const time = part(document.body, "section", "time");
    time.setAttribute("aria-label", "Window of time");
    this.slider = new TimeSlider(time, data.span, data.window, (chosen) => this.show(chosen));
    document.documentElement.dataset["theme"] = this.theme;
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.card.open && !event.defaultPrevented) this.closeCard();
    });
    window.addEventListener("afterprint", () => this.tellStyle());
    this.views.show(this.slider.window);
  }

  private tools(head: HTMLElement): void {
    const tools = part(head, "div", "head-tools");
    const look = button(tools, "quiet-button", () => this.wear(this.theme === "dark" ? "light" : "dark"));
    look.textContent = "Light / dark";
    label(look, "Change between light and dark colours");
    const print = button(tools, "quiet-button", () => this.print());
    print.textContent = "Print";
  }

  /** The map takes a moment to be drawn for paper; the rest changes with the style sheet. */
  private print(): void {
    this.tellStyle("print");
    window.setTimeout(() => window.print(), PRINT_AFTER_MS);
  }

  private hear(message: FromPage): void {
    switch (message.type) {
      case "Ready":
        if (message.protocol_version !== PROTOCOL_VERSION) throw new Error("the map is of another version");
        this.begin();
        break;
      case "FeatureClicked":
        if (message.key === "" || !this.card.has(message.key)) this.closeCard();
        else this.open(message.key);
        break;
      case "DetailsRequested":
        this.open(message.key);
        break;
      case "LanguageRequested":
        this.language = message.language;
        this.tellStyle();
        break;
      case "StyleMenuRequested":
        this.wear(THEMES[(THEMES.findIndex((name) => name === this.theme) + 1) % THEMES.length] ?? "light");
        break;
      case "CopyRequested":
        navigator.clipboard?.writeText(message.text).catch(reportError);
        break;
      case "Failed":
        reportError(new Error(`${message.where}: ${message.message}`));
        break;
    }
  }

  /** The map listens: everything it is to show. */
  private begin(): void {
    const { host, data } = this;
    const [west, south, east, north] = data.map.place;
    this.tellStyle();
    host.tell({ type: "FeaturesChanged", revision: 0, url: FEATURES });
    if (document.getElementById("tumen-arrays") !== null) host.tell({ type: "ArraysChanged", url: ARRAYS });
    this.tell(this.views.show(this.slider.window), this.slider.window);
    host.tell({ type: "FitRequested", west, south, east, north });
  }

  private show(chosen: Window): void {
    this.tell(this.views.show(chosen), chosen);
  }

  private tell(cut: Cut, { first, last }: Window): void {
    this.host.tell({
      type: "TimeWindowChanged",
      first_s: Number.isFinite(first) ? first * DAY_S : -OPEN_S,
      last_s: Number.isFinite(last) ? (last + 1) * DAY_S - 1 : OPEN_S,
    });
    this.host.tell({ type: "VisibleChanged", revision: ++this.revision, payload: JSON.stringify(cut.visible) });
  }

  private wear(theme: string): void {
    this.theme = theme;
    document.documentElement.dataset["theme"] = theme;
    this.tellStyle();
  }

  private tellStyle(theme = this.theme): void {
    this.host.tell({
      type: "StyleChanged",
      theme,
      language: this.language,
      controls: true,
      layers: this.legend.layers,
      synthetic: this.data.synthetic,
    });
  }

  /** Select a thing everywhere, and tell of it. */
  private open(key: string): void {
    if (!this.card.has(key)) return;
    this.card.show(key);
    this.select(key);
  }

  private openSource(number: number): void {
    const source = this.data.sources[number - 1];
    if (source !== undefined) this.open(source.key);
  }

  private closeCard(): void {
    this.card.close();
    this.select("");
  }

  private select(key: string): void {
    this.views.select(key);
    this.host.tell({ type: "SelectionChanged", keys: key === "" ? [] : [key] });
    const card = this.data.cards[key];
    const rows = card?.sections.flatMap(({ rows: facts }) => facts) ?? [];
    const lines = rows.flatMap(([name, value]) => (typeof value === "string" ? [`${name}: ${value}`] : []));
    this.host.tell({
      type: "CardShown",
      key: card === undefined ? "" : key,
      title: card?.title ?? "",
      lines: card === undefined ? [] : [card.subtitle, ...lines.slice(0, CARD_LINES)],
      details: false,
    });
  }

  private find(key: string): void {
    const bounds = this.data.map.bounds[key];
    if (bounds === undefined) return;
    const [west, south, east, north] = bounds;
    this.host.tell({ type: "FitRequested", west, south, east, north });
    document.getElementById("case_map")?.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("DOMContentLoaded", () => new Page(embeddedJson("tumen-data") as PageData));
