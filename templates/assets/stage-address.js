// Addresses: the rules of appdef.Resolve and appdef.AddQuery once more, for
// values that are typed while the page is open. Both sides are held to
// cmd/vitrine/testdata/stage/addresses.json.
(function (V) {
  "use strict";
  var HOST = /^[A-Za-z0-9.-]+$/, PORT = /^[0-9]{1,5}$/;
  var NAME = /^(?=.{2,254}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+$/, ORIGIN = /^https?:\/\/([^/?#]*)/i;

  // A lone surrogate has no UTF-8; it becomes U+FFFD as everywhere on the web.
  function wellFormed(s) { return s.replace(/\p{Cs}/gu, "\ufffd"); }

  function hex(c) { return c.charCodeAt(0).toString(16).toUpperCase(); }

  // Everything that could mean something in an address.
  function encodeValue(s) { return encodeURIComponent(wellFormed(s)).replace(/[!'()*]/g, function (c) { return "%" + hex(c); }); }

  // What browsers encode in path, query and fragment, by the URL standard.
  var SETS = [/[^!-~]|["<>^\x60{}]/u, /[^!-~]|["<>']/u, /[^!-~]|["<>\x60]/u];

  // What Handlebars does to a value in two braces.
  function escapeHTML(s) {
    return s.replace(/[&<>"'\x60=]/g, function (c) { return "&" + ({ "&": "amp", "<": "lt", ">": "gt", "\"": "quot" }[c] || "#x" + hex(c)) + ";"; });
  }

  // asBrowser turns the runs of an address into what a browser makes of them:
  // it drops tabs, line breaks and the spaces at the end, takes a backslash in
  // the path for a slash and encodes what no address may hold. The host stays.
  function asBrowser(runs) {
    var place = -3; // slashes before the path; then the index of a set
    runs.reduceRight(function (done, r) { return done || (r.text = r.text.replace(/[\0- ]+$/, "")); }, "");
    return runs.map(function (r) {
      return (r.text = Array.from(r.text, function (c) {
        place = c === "#" ? 2 : c === "?" ? Math.max(place, 1) : place + (place < 0 && c === "/");
        return /[\t\n\r]/.test(c) ? "" : !place && c === "\\" ? "/" : place >= 0 && SETS[place].test(c) ? c === "'" ? "%27" : encodeURIComponent(c) : c;
      }).join(""));
    }).join("");
  }

  function fitting(value, place) {
    if (place === "path" || (place === "host" ? HOST : PORT).test(value)) return "";
    return "the value “" + brief(value) + (place === "host" ? "” cannot be part of a host" : "” is no port");
  }

  function brief(s) { return s.length > 40 ? s.slice(0, 40) + "…" : s; }

  // Segments that browsers take for a step up or for nothing. Encoding a
  // point does not help: browsers see through it.
  function dotSegments(url) {
    return url.split(/[?#]/)[0].split("/").filter(function (s) { return /^(\.|%2e){1,2}$/i.test(s); }).length;
  }

  // The host has a value in it: everyone must agree where it leads.
  function hostTrouble(url) {
    var name = ORIGIN.exec(url)[1].replace(/:[0-9]*$/, "").toLowerCase(), seen = "";
    try { seen = new URL(url).hostname; } catch (e) { }
    return seen === name && NAME.test(name.replace(/\.?$/, ".")) ? "" : "it is not clear where the address leads";
  }

  // resolve fills in an address; value(i) is the value of the i-th setting. A
  // value that stands behind the host cannot reach it.
  function resolve(widget, value) {
    var guarded = "", reason = widget.fault || "", inHost = false;
    var runs = widget.parts.map(function (p) {
      if (!p.in) {
        guarded += p.text;
        return { text: p.text, setting: null };
      }
      var at = p.setting || 0, text = wellFormed(at < 0 ? "" : value(at));
      if (p.escaped) text = escapeHTML(text);
      if (p.in !== "path") inHost = true;
      reason = reason || fitting(text, p.in);
      guarded += p.in === "path" ? "x" : text;
      return { text: text, setting: at };
    });
    if (!reason && inHost) reason = hostTrouble(guarded);
    var url = reason ? "" : asBrowser(runs);
    if (!reason && dotSegments(url) !== dotSegments(guarded)) reason = "a value would lead out of the path that it stands in";
    return { ok: !reason, url: reason ? "" : url, reason: reason, runs: runs };
  }

  // Parameters go into the query, before the fragment, and not in twice.
  function addQuery(url, pairs) {
    var m = /^([^?#]*)\??([^#]*)(.*)/s.exec(url), list = m[2] ? m[2].split("&") : [];
    var have = list.map(function (item) { return item.split("=")[0]; });
    pairs.forEach(function (p) {
      var name = encodeValue(p[0]);
      if (have.indexOf(name) >= 0) return;
      have.push(name);
      list.push(name + "=" + encodeValue(p[1]));
    });
    return m[1] + (list.length ? "?" + list.join("&") : "") + m[3];
  }

  // The first entry of previews: that matches; what follows its prefix is kept.
  function redirect(list, url) {
    var hit = list.find(function (r) { return url.startsWith(r.from); });
    return hit ? { url: hit.to + url.slice(hit.from.length), local: Boolean(hit.local), moved: true } : { url: url, local: false, moved: false };
  }

  // This machine, a private network, or a name that only means something there.
  function isLocal(host) {
    var name = host.replace(/\.$/, "");
    return /^(0|10|127|22[4-9]|2[3-5]\d|169\.254|172\.(1[6-9]|2\d|3[01])|192\.(168|0)|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|198\.1[89])\.[\d.]+$/.test(name) ||
      /^\[(::|f[cdef]|64:ff9b:)/.test(name) || !/[.[]/.test(name) ||
      /\.(localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/.test(name);
  }

  V.address = { resolve: resolve, addQuery: addQuery, redirect: redirect, isLocal: isLocal, encode: encodeValue };
})(window.Vitrine = window.Vitrine || {});
