// Where the frames lead: address, sandbox, whether a page may load by itself,
// and why it may stay blank.
import { language } from "../shared/text";
import { addQuery, redirect, resolve, type Run } from "./address";
import { caution, type Agreed } from "./consent";
import type { Stage, Widget } from "./data";
import type { Shown } from "./desk";
import { isLocal } from "./hosts";
import { allow } from "./permissions";

// OWN are the paths of the gallery's pages: site.ownPages.
const OWN = /^((index|review)(-\d+)?|report|404)?(\.html)?\/*$|^(apps|rules)\//;
// ROOT is where the gallery stands, seen from the page.
const ROOT = document.querySelector(".wordmark")?.getAttribute("href")?.replace(/index\.html$/, "") || "./";
// SANDBOX is what every frame may do. Scripts together with the frame's own origin are allowed only to a page of another
// origin than the gallery's (ownOrigin).
const SANDBOX = "allow-scripts allow-forms allow-popups";

// Target is where one frame leads. Only what may be framed (ok) has a source.
export interface Target {
  ok: boolean;
  reason: string; // why it may not be framed
  runs: Run[];
  url: string;
  loads: string; // the url where the runs come to another text
  frame: string; // the address of the frame, after previews:
  plain: string; // the same as it is written there
  source: string; // the same with the parameters of the Cards SDK
  card: string | null;
  host: string; // in words
  origin: string;
  own: boolean; // whether it keeps its own origin
  moved: boolean; // by previews:
  local: boolean; // a page of the gallery
  parsed: URL | null;
  caution: string; // why it waits for a click
}

// Why a frame may stay blank.
const CAUSES = {
  mixed: "This gallery is https and the address plain http: browsers block it.",
  disk: "This gallery was opened from disk, where a page cannot name who may frame it: pages that restrict framing stay blank, " +
    "and one that uses the Cards SDK has no origin to answer to.",
  own: "The address is on your own machine or network: it shows only where something answers there, and browsers may ask before " +
    "a public page reaches it.",
  blank: "Blank or refused? The site may forbid being framed by a gallery (X-Frame-Options, frame-ancestors), need a login, " +
    "or be down. No browser tells which: open it alone to see."
};

// targets works out where the frames of a stage lead; value(i) is the value of the i-th setting.
export function targets(stage: Pick<Stage, "data" | "state">, value: (i: number) => string, agreed: Agreed) {
  const data = stage.data, state = stage.state, known: { [page: string]: string[] } = {};

  function parse(url: string): URL | null { try { return new URL(url, location.href); } catch (e) { return null; } }

  // The hosts that the definition and its samples lead to. A link could
  // name any other.
  function knownHosts(widget: Widget): string[] {
    return known[widget.page] ||= data.sets.map((set) => {
      const r = resolve(widget, (i) => set.values[i]);
      return r.ok ? parse(r.url)!.host : "";
    });
  }

  // The page's policy lists where frames may come from.
  function permitted(u: URL, local: boolean): boolean {
    if (local) return data.frames.indexOf("'self'") >= 0;
    return data.frames.indexOf(u.origin) >= 0 || u.protocol === "https:" && data.frames.indexOf("https:") >= 0;
  }

  // The gallery in a preview would show itself without end. site.Settings.ShowsItself tells the same, and of more
  // spellings.
  function itself(u: URL): boolean {
    return [ROOT, ...data.gallery.at || []].some((base) => {
      const b = parse(base)!, from = b.host + b.pathname, to = u.host + u.pathname + "/", rest = to.slice(from.length);
      return to.startsWith(from) && OWN.test(rest) && !(data.gallery.pages && rest.startsWith(data.gallery.pages + "/"));
    });
  }

  // A frame may keep its own origin only if that is not the gallery's: a
  // page of ours with scripts and its origin could take its sandbox off.
  // A dev server that previews: leads to is the author's own, http or not.
  function ownOrigin(u: URL, to: { local: boolean; moved: boolean }): boolean {
    return !to.local && (u.protocol === "https:" || to.moved) && u.origin !== location.origin;
  }

  function target(i: number): Target {
    const widget = data.widgets[i], r = resolve(widget, value);
    const t: Target = {
      ok: r.ok, reason: r.reason, runs: r.runs, url: r.url, loads: r.loads, frame: "", plain: "", source: "", card: null,
      host: "", origin: "null", own: false, moved: false, local: false, parsed: null, caution: ""
    };
    if (!r.ok) return t;
    const to = redirect(data.redirects, r.url), u = parse(to.url)!;
    t.frame = to.local ? u.href : to.url;
    t.plain = to.url;
    t.moved = to.moved;
    t.local = to.local;
    t.host = to.local ? "this gallery" : u.host;
    t.origin = u.origin;
    t.own = ownOrigin(u, to);
    t.parsed = u;
    if (itself(u)) t.reason = "it leads into this gallery, which would show itself without end";
    else if (!permitted(u, to.local) && data.load !== "never") {
      t.reason = "the policy of this page lets frames come from " + (data.frames.join(", ") || "nowhere") + " only; open it alone";
    }
    if (!(t.ok = !t.reason)) return t;
    t.caution = caution(data.load || "auto", u, to.moved, knownHosts(widget), agreed);
    t.source = addQuery(t.frame, [["id", "vitrine-" + (i + 1)], ["parentUrl", window.origin]]);
    t.card = new URL(t.source).searchParams.get("id");
    return t;
  }

  // described is a widget as the desktop needs it.
  function described(i: number): Shown {
    const widget = data.widgets[i], own = (widget.titles || {})[state.lang], t = target(i);
    const load = t.ok && !t.caution && data.load !== "never";
    return {
      title: own || widget.title, lang: own ? language(state.lang) || "" : "", letter: Array.from(widget.title)[0] || "?",
      icon: widget.icon ? new URL(widget.icon, location.href).href : "",
      width: widget.width, height: widget.height, background: Boolean(widget.background),
      allow: allow(widget.features, i === 0 ? state : null),
      url: load ? t.source : "", sandbox: SANDBOX + (t.own ? " allow-same-origin" : ""),
      wait: !t.ok ? "No preview: " + t.reason + "." : t.caution || "Loading from " + t.host + " …", ask: t.ok && t.caution ? "Load" : ""
    };
  }

  // causes lists why this address may stay blank: no browser tells.
  function causes(t: Target): string {
    const list = data.verdicts.slice(), page = location.protocol;
    if (page === "https:" && t.parsed!.protocol === "http:") list.push(CAUSES.mixed);
    if (page === "file:") list.push(CAUSES.disk);
    if (t.local) list.push("A page of this gallery, in a sandbox without an origin of its own.");
    else if (isLocal(t.parsed!.hostname)) list.push(CAUSES.own);
    else list.push(CAUSES.blank);
    if (!t.local && !t.own) list.push("It has no origin of its own here, so its storage and cookies fail.");
    return list.join(" ");
  }

  return {
    target, causes,
    all: () => data.widgets.map((_, i) => described(i)),
    // The screen around the frames hands on all of it; each frame gets what it may have.
    features: () => allow([...new Set(data.widgets.flatMap((w) => w.features))], { off: [], on: ["microphone", "camera"] })
  };
}
