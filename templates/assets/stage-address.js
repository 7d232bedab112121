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

  // What browsers encode in path, query and fragment, by the URL standard.
  var SETS = [/[^!-~]|["#<>?^\x60{}]/gu, /[^!-~]|["#<>']/gu, /[^!-~]|["<>\x60]/gu];

  // What Handlebars does to a value in two braces.
  function escapeHTML(s) {
    return s.replace(/[&<>"'\x60=]/g, function (c) {
      return { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" }[c] || "&#x" + c.charCodeAt(0).toString(16).toUpperCase() + ";";
    });
  }

  // asBrowser turns the runs of an address into what a browser makes of them:
  // it drops tabs, line breaks and the spaces around, takes a backslash in the
  // path for a slash and encodes what no address may hold. The host stays.
  function asBrowser(runs) {
    var i;
    for (i = 0; i < runs.length; i++) if ((runs[i].text = runs[i].text.replace(/^[\0- ]+/, ""))) break;
    for (i = runs.length - 1; i >= 0; i--) if ((runs[i].text = runs[i].text.replace(/[\0- ]+$/, ""))) break;
    var left = (/^[a-z]+:\/\/[^/?#]*/i.exec(join(runs)) || [""])[0].length, place = 0;
    runs.forEach(function (run) {
      var text = run.text, keep = Math.min(left, text.length);
      left -= keep;
      run.text = text.slice(0, keep) + text.slice(keep).replace(/[\t\n\r]/g, "").replace(/[?#]|[^?#]+/g, function (s) {
        if (s === "#" && place < 2) { place = 2; return s; }
        if (s === "?" && place < 1) { place = 1; return s; }
        if (!place) s = s.replace(/\\/g, "/");
        return s.replace(SETS[place], function (c) { return c < "!" || c > "~" ? encodeURIComponent(c) : percent(c); });
      });
    });
    return join(runs);
  }

  function join(runs) { return runs.map(function (r) { return r.text; }).join(""); }

  function fitting(value, place) {
    if (place === "host") return HOST.test(value) ? "" : "the value “" + brief(value) + "” cannot be part of a host";
    if (place === "port") return PORT.test(value) ? "" : "the value “" + brief(value) + "” is no port";
    return "";
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
    if (u.hostname !== name || !name.replace(/\.$/, "").split(".").every(function (l) { return LABEL.test(l) && l.length < 64; }) || name.length > 253) {
      return "it is not clear where the address leads";
    }
    return "";
  }

  // resolve fills in an address; value(i) is the value of the i-th setting. A
  // value that stands behind the host cannot reach it.
  function resolve(widget, value) {
    var guarded = "", mask = "", reason = widget.fault || "", inHost = false;
    var runs = widget.parts.map(function (p) {
      if (!p.in) {
        guarded += p.text;
        mask += p.text;
        return { text: p.text, setting: null };
      }
      var at = p.setting || 0, text = wellFormed(at < 0 ? "" : value(at));
      if (p.escaped) text = escapeHTML(text);
      if (p.in !== "path") inHost = true;
      reason = reason || fitting(text, p.in);
      guarded += p.in === "path" ? "x" : text;
      mask += "x";
      return { text: text, setting: at };
    });
    if (!reason && inHost) reason = hostTrouble(guarded.trim());
    var url = reason ? "" : asBrowser(runs);
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
