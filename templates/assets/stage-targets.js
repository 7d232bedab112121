// Where the frames lead: address, sandbox, whether a page may load by itself,
// and why it may stay blank.
(function (V) {
  "use strict";
  var A = V.address;

  function targets(stage, value, agreed) {
    var data = stage.data, state = stage.state, known = {};

    function parse(url) { try { return new URL(url, location.href); } catch (e) { return null; } }

    // The hosts that the definition and its samples lead to. A link could
    // name any other.
    function knownHost(widget, host) {
      if (!known[widget.page]) {
        known[widget.page] = data.sets.map(function (set) {
          var r = A.resolve(widget, function (i) { return set.values[i]; });
          return r.ok ? parse(r.url).host : "";
        });
      }
      return known[widget.page].indexOf(host) >= 0;
    }

    // caution says why a page waits for a click, or "".
    function caution(widget, r, to, u) {
      if (data.load === "click" && !agreed.all) return "The page comes from " + u.host + ".";
      if (to.moved || agreed[u.origin]) return "";
      if (u.protocol === "http:") return "The page comes from " + u.host + " over plain http, which anybody on the way can change.";
      if (A.isLocal(u.hostname)) return u.host + " is this machine, or a name that means something on your network only.";
      if (!knownHost(widget, u.host)) return "A setting leads to " + u.host + ", which neither the definition nor its samples do.";
      return "";
    }

    // The page's policy lists where frames may come from.
    function permitted(u, local) {
      if (local) return data.frames.indexOf("'self'") >= 0;
      return data.frames.indexOf(u.origin) >= 0 || u.protocol === "https:" && data.frames.indexOf("https:") >= 0;
    }

    // The gallery in a preview would show itself without end. site.Settings.ShowsItself tells the same, and of more
    // spellings.
    function itself(u) {
      return data.gallery.at.some(function (base) {
        var b = parse(base), from = b.host + b.pathname, to = u.host + u.pathname + "/";
        return to.startsWith(from) && RegExp(data.gallery.own).test(to.slice(from.length));
      });
    }

    // A frame may keep its own origin only if that is not the gallery's: a
    // page of ours with scripts and its origin could take its sandbox off.
    // A dev server that previews: leads to is the author's own, http or not.
    function ownOrigin(u, to) { return !to.local && (u.protocol === "https:" || to.moved) && u.origin !== location.origin; }

    function target(i) {
      var widget = data.widgets[i], r = A.resolve(widget, value);
      var t = { ok: r.ok, reason: r.reason, runs: r.runs, url: r.url, host: "", caution: "", origin: "null", own: false };
      if (!r.ok) return t;
      var to = A.redirect(data.redirects, r.url), u = parse(to.url);
      t.frame = to.local ? u.href : to.url;
      t.plain = to.url;
      t.moved = to.moved;
      t.local = to.local;
      t.host = to.local ? "this gallery" : u.host;
      t.origin = u.origin;
      t.own = ownOrigin(u, to);
      t.parsed = u;
      if (itself(u)) t.reason = data.gallery.fault;
      else if (!permitted(u, to.local) && data.load !== "never") {
        t.reason = "the policy of this page lets frames come from " + (data.frames.join(", ") || "nowhere") + " only; open it alone";
      }
      if (!(t.ok = !t.reason)) return t;
      t.caution = caution(widget, r, to, u);
      t.source = A.addQuery(t.frame, [["id", "vitrine-" + (i + 1)], ["parentUrl", window.origin]]);
      t.card = new URL(t.source).searchParams.get("id");
      return t;
    }

    // described is a widget as the desktop needs it.
    function described(i) {
      var widget = data.widgets[i], own = (widget.titles || {})[state.lang], t = target(i), load = t.ok && !t.caution && data.load !== "never";
      return {
        title: own || widget.title, lang: own ? V.language(state.lang) || "" : "", icon: widget.icon && new URL(widget.icon, location.href).href, letter: widget.letter,
        width: widget.width, height: widget.height, background: widget.background, allow: V.allow(widget, i === 0 ? state.off : []),
        url: load ? t.source : "", sandbox: data.sandbox + (t.own ? " allow-same-origin" : ""),
        wait: !t.ok ? "No preview: " + t.reason + "." : t.caution || "Loading from " + t.host + " …", ask: t.ok && t.caution ? "Load" : ""
      };
    }

    // causes lists why this address may stay blank: no browser tells.
    function causes(t) {
      var list = data.verdicts.slice(), page = location.protocol;
      if (page === "https:" && t.parsed.protocol === "http:") list.push("This gallery is https and the address plain http: browsers block it.");
      if (page === "file:") list.push("This gallery was opened from disk, where a page cannot name who may frame it: pages that restrict framing stay blank, and one that uses the Cards SDK has no origin to answer to.");
      if (t.local) list.push("A page of this gallery, in a sandbox without an origin of its own.");
      else if (A.isLocal(t.parsed.hostname)) list.push("The address is on your own machine or network: it shows only where something answers there, and browsers may ask before a public page reaches it.");
      else list.push("Blank or refused? The site may forbid being framed by a gallery (X-Frame-Options, frame-ancestors), need a login, or be down. No browser tells which: open it alone to see.");
      if (!t.local && !t.own) list.push("It has no origin of its own here, so its storage and cookies fail.");
      return list.join(" ");
    }

    return {
      target: target, causes: causes,
      all: function () { return data.widgets.map(function (w, i) { return described(i); }); },
      features: function () { return V.allow({ features: data.widgets.flatMap(function (w) { return w.features; }).filter(function (f, i, l) { return l.indexOf(f) === i; }) }, []); }
    };
  }

  V.targets = targets;
})(window.Vitrine = window.Vitrine || {});
