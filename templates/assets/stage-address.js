// Addresses: the rules of appdef.Resolve and appdef.AddQuery once more, for
// values that are typed while the page is open. Both sides are held to
// cmd/vitrine/testdata/stage/addresses.json.
(function (V) {
  "use strict";
  var HOST = /^[A-Za-z0-9.-]+$/, PORT = /^[0-9]{1,5}$/;
  var LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/;

  // A lone surrogate has no UTF-8; it becomes U+FFFD as everywhere on the web.
  function wellFormed(s) { return s.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"); }

  function percent(c) { return "%" + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"); }

  // Everything that could mean something in an address.
  function encodeValue(s) { return encodeURIComponent(wellFormed(s)).replace(/[!'()*]/g, percent); }

  // What must not stand in an address; what is encoded or reserved stays.
  function encodeLiteral(s) {
    return wellFormed(s).replace(/[^!-~]/gu, encodeURIComponent).replace(/["'<>^|\x60{}]/g, percent);
  }

  function fitting(value, place) {
    if (place === "host") return HOST.test(value) ? [value] : [value, "the value “" + brief(value) + "” cannot be part of a host"];
    if (place === "port") return PORT.test(value) ? [value] : [value, "the value “" + brief(value) + "” is no port"];
    return [encodeValue(value)];
  }

  function brief(s) { return s.length > 40 ? s.slice(0, 40) + "…" : s; }

  // Segments that browsers take for a step up or for nothing. Encoding a
  // point does not help: browsers see through it.
  function dotSegments(url) {
    var path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
    return path.split("/").filter(function (s) { return /^(\.|%2e){1,2}$/i.test(s); }).length;
  }

  // The host has a value in it: everyone must agree where it leads.
  function hostTrouble(url) {
    var u, written = /^https?:\/\/([^/?#]*)/i.exec(url);
    try { u = new URL(url); } catch (e) { return "this is no address"; }
    var name = written[1].replace(/:[0-9]*$/, "").toLowerCase();
    if (u.hostname !== name || !name.replace(/\.$/, "").split(".").every(function (l) { return LABEL.test(l); })) {
      return "it is not clear where the address leads";
    }
    return "";
  }

  // resolve fills in an address; value(i) is the value of the i-th setting.
  function resolve(widget, value) {
    var url = "", mask = "", reason = widget.fault || "", inHost = false;
    var runs = widget.parts.map(function (p) {
      if (!p.in) {
        url += p.text;
        mask += p.text;
        return { text: p.text, setting: null };
      }
      var at = p.setting || 0, fit = fitting(at < 0 ? "" : value(at), p.in);
      if (p.in !== "path") inHost = true;
      reason = reason || fit[1] || "";
      url += fit[0];
      mask += "x";
      return { text: fit[0], setting: at };
    });
    url = encodeLiteral(url.replace(/^ +| +$/g, ""));
    if (!reason && inHost) reason = hostTrouble(url);
    if (!reason && dotSegments(url) !== dotSegments(mask)) reason = "a value would lead out of the path that it stands in";
    return { ok: !reason, url: reason ? "" : url, reason: reason, runs: runs };
  }

  // Parameters go into the query, before the fragment, and not in twice.
  function addQuery(url, pairs) {
    var hash = url.indexOf("#"), base = hash < 0 ? url : url.slice(0, hash), rest = hash < 0 ? "" : url.slice(hash);
    var mark = base.indexOf("?"), list = mark < 0 || mark === base.length - 1 ? [] : base.slice(mark + 1).split("&");
    var have = list.map(function (item) { return item.split("=")[0]; });
    pairs.forEach(function (p) {
      var name = encodeValue(p[0]);
      if (have.indexOf(name) >= 0) return;
      have.push(name);
      list.push(name + "=" + encodeValue(p[1]));
    });
    return (mark < 0 ? base : base.slice(0, mark)) + (list.length ? "?" + list.join("&") : "") + rest;
  }

  // The first entry of previews: that matches; what follows its prefix is kept.
  function redirect(list, url) {
    var hit = list.find(function (r) { return url.startsWith(r.from); });
    return hit ? { url: hit.to + url.slice(hit.from.length), local: Boolean(hit.local), moved: true } : { url: url, local: false, moved: false };
  }

  // This machine, a private network, or a name that only means something there.
  function isLocal(host) {
    var name = host.replace(/\.$/, ""), four = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(name);
    if (four) {
      var a = Number(four[1]), b = Number(four[2]);
      return a === 0 || a === 10 || a === 127 || a >= 224 || a === 169 && b === 254 || a === 172 && b >= 16 && b < 32 ||
        a === 192 && (b === 168 || b === 0) || a === 100 && b >= 64 && b < 128 || a === 198 && (b === 18 || b === 19);
    }
    if (name[0] === "[") return /^\[(::|f[cdef]|64:ff9b:)/.test(name);
    return !name.includes(".") || /\.(localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/.test(name);
  }

  V.address = { resolve: resolve, addQuery: addQuery, redirect: redirect, isLocal: isLocal, encode: encodeValue };
})(window.Vitrine = window.Vitrine || {});
