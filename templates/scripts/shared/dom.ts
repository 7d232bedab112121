// Small builders. Text from a definition or a widget is only ever set as text.

type Leaf = Node | string | number | boolean | null | undefined;
export type Child = Leaf | Leaf[];

// What an element gets: attributes, or listeners by the type of their event. What is undefined, null or false is left out.
export interface Props {
  on?: { [type: string]: ((e: any) => void) | null | undefined };
  [name: string]: unknown;
}

// make("button", {class: "x", on: {click: f}}, "text", child, …)
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  Object.entries(props).forEach(([name, v]) => {
    if (v === undefined || v === null || v === false) return;
    if (name === "on") Object.entries(v).forEach(([type, run]) => { if (run) e.addEventListener(type, run); });
    else if (name === "value" || name === "checked") Object.assign(e, { [name]: v });
    else e.setAttribute(name, v === true ? "" : String(v));
  });
  children.flat().forEach((c) => { if (c || c === 0) e.append(c instanceof Node ? c : String(c)); });
  return e;
}

export function button(label: string, run: () => void, props?: Props): HTMLButtonElement {
  return make("button", { type: "button", on: { click: run }, ...props }, label);
}

// glyph is a shape of the style sheet (styles/glyphs.css); kind, if any, colours it.
export function glyph(name: string, kind?: string): HTMLElement {
  return make("i", { class: "g g-" + name + (kind ? " is-" + kind : "") });
}

// tool is a button with a picture for a face; its name is what it does, for those who hear it and in its tooltip.
export function tool(name: string, picture: string, props: Props = {}): HTMLButtonElement {
  return make("button", { type: "button", class: "tool", "aria-label": name, title: name, ...props }, glyph(picture));
}

// targeted is what a fragment leads to, or null: anybody can write one that is no text.
export function targeted(hash: string): HTMLElement | null {
  try { return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null; } catch (e) { return null; }
}

// one is the first element that a selector means, where there is one for certain.
export function one<E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E {
  return within.querySelector<E>(selector)!;
}
