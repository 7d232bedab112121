// What the page tells the stage, as JSON: site.StageData, and what is made of it here.

export interface Data {
  load?: "click" | "never"; // by itself else
  widgets: Widget[]; // the page's own first
  more?: number;
  settings: Setting[];
  sets: SampleSet[];
  locales: string[];
  redirects: Redirect[];
  frames: string[];
  gallery: { at?: string[]; pages?: string };
  verdicts: string[];
}

export interface Widget {
  title: string;
  titles?: { [locale: string]: string };
  page: string;
  icon?: string;
  width: string;
  height: string;
  features: string[];
  background?: boolean;
  parts: Part[];
  fault?: string;
}

// A run of an address: a text, or a setting and what may be filled in there.
export type Part = string | [setting: number, braces: number, place?: "host" | "port"];

export interface Setting {
  key: string;
  type: string;
  required?: boolean;
  hidden?: boolean;
  default?: string;
}

export interface SampleSet {
  name: string;
  text?: string;
  values: string[];
  from: string[]; // where each value comes from
  context?: { [name: string]: unknown };
  responses?: Recorded[];
}

// A recorded answer to a request of the Cards SDK.
export interface Recorded { method: string; url: string; status: number; body: unknown }

// An entry of previews: in config.yaml.
export interface Redirect { from: string; to: string; local?: boolean }

// State is what the person chose; all of it is in the page's address (state.ts).
export interface State {
  set: number;
  values: { [key: string]: string }; // of settings, where they differ from the sample set's
  screen: number[]; // width and height
  zoom: "fit" | number;
  view: "" | "focus" | "desk" | "full" | "all"; // "" leaves it to the width of the window
  org: "alone" | "app";
  lang: string;
  off: string[]; // permissions that are switched off
  on: string[]; // those that wait for a switch and have got it; never in the address
}

// Part of the state, as one who changed it names it.
export type Changed = "set" | "values" | "screen" | "zoom" | "view" | "org" | "lang" | "off";

// Stage is what its parts know of it.
export interface Stage {
  data: Data;
  state: State;
  section: HTMLElement;
  layout(): void;
  scale(): number; // of the screen on the page
  changed(what: Changed): void;
}

// complete fills in what the page leaves out because there is nothing to say.
export function complete(d: Data): void {
  d.locales ||= [];
  d.redirects ||= [];
  d.verdicts ||= [];
  d.widgets.forEach((w) => { w.features ||= []; });
}
