// The search without its looks: the words of a query, what they find and in which order. The data are those
// of search-data.js; search-box.js shows what is found in the bar of every page, search-page.js on the index.
//
// A word is looked for in each list of different texts once, as one long text; then the lists say which
// cards have what was found.
(function () {
  "use strict";
  var S = window.VitrineSearch, fold = S.fold, EXACT = 4;
  if (S.find) return;

  // own looks a name up that people may have written.
  function own(table, name) { return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined; }

  /* ---- the words of a query ---- */

  // What may stand before a colon. One card has one host but several tags: words for the same host
  // mean either, words for tags mean all of them.
  var KEYS = S.keys = {
    status: { name: "Status", any: true, say: { error: "Errors", warning: "Warnings", info: "Notes", pass: "Sound" }, same: { fail: "error", errors: "error", warn: "warning", warnings: "warning", notes: "info", note: "info", sound: "pass", ok: "pass" } },
    perm: { name: "Permission" },
    mark: { name: "Since last time", any: true, say: { "new": "New", changed: "Changed" } },
    vis: { name: "Visibility", any: true, app: true },
    tag: { name: "Tag", app: true },
    dev: { name: "Developer", any: true, app: true },
    host: { name: "Host", any: true },
    rule: { name: "Rule broken" },
    setting: { name: "Setting", app: true },
    app: { name: "App", any: true, app: true, column: "name" }
  };
  var SAME = { permission: "perm", permissions: "perm", developer: "dev", visibility: "vis", tags: "tag", rules: "rule", settings: "setting", is: "mark" };

  S.parse = function (query) {
    var token = /\s*(-?)(?:([a-z]+):(?!\/\/))?(?:"((?:[^"]|"")*)("|$)|([^\s"]*))/giy, terms = [], m;
    while (token.lastIndex < query.length && (m = token.exec(query))) {
      if (!m[0]) break;
      var quoted = m[3] !== undefined, value = quoted ? m[3].replace(/""/g, "\"") : m[5];
      var key = (m[2] || "").toLowerCase(), written = m[0].trimStart(), text = written.trimEnd() + (quoted && !m[4] ? "\"" : "");
      key = own(SAME, key) || key;
      var t = { text: text, not: m[1] === "-", key: key, value: value.trim(), quoted: quoted, from: token.lastIndex - written.length, to: token.lastIndex };
      if (key && !own(KEYS, key)) {
        t.unknown = key;
        t.key = "";
        t.value = m[2] + ":" + value;
      }
      if (text && text !== "-") terms.push(t);
    }
    return terms;
  };

  // text is a query that consists of terms.
  S.text = function (terms) { return terms.map(function (t) { return t.text; }).join(" "); };

  // word writes a term so that it is read as the same.
  S.word = function (key, value, not) {
    var plain = /^[^\s":-][^\s"]*$/.test(value) && (key || !/^[a-z]+:/i.test(value));
    return (not ? "-" : "") + (key ? key + ":" : "") + (plain ? value : "\"" + value.replace(/"/g, "\"\"") + "\"");
  };

  /* ---- matching ---- */

  // Where words are looked for, and what a hit is worth: the whole text, its beginning, the beginning of a
  // word, inside of one. Less is better; what counts most is what people call the thing.
  var FIELDS = [
    ["title", 0, [1, 2, 3, 5]], ["slug", 0, [4, 5, 6, 8]], ["host", 0, [4, 5, 6, 8]], ["perm", 0, [4, 5, 6, 8]], ["rule", 0, [7, 8, 8, 10]],
    ["appTitle", 1, [2, 3, 4, 6]], ["name", 1, [2, 3, 4, 6]], ["dev", 1, [4, 5, 6, 8]], ["tag", 1, [4, 5, 6, 8]], ["setting", 1, [7, 8, 8, 10]], ["line", 1, [9, 9, 9, 11]]
  ];
  var MOST = 32, FUZZY = 24;

  var words = new Map(), passes = new Map(), vocabulary = null;

  // forget drops what is remembered of earlier words.
  S.forget = function (data) {
    words.clear();
    passes.clear();
    if (!data) return;
    vocabulary = null;
    // The first of anything is slow in a browser; nobody waits for this one.
    (window.requestIdleCallback || setTimeout)(function () { tokens(); S.find("e"); });
  };

  function remember(map, key, make) {
    var v = map.get(key);
    if (v === undefined) {
      if (map.size > 60) map.delete(map.keys().next().value);
      map.set(key, v = make());
    }
    return v;
  }

  // onCards hands on to cards what their apps have, where that is more.
  function onCards(apps, out) {
    for (var a = 0; a < apps.length; a++) {
      var w = apps[a];
      if (w) for (var i = S.db.first[a], end = S.db.first[a + 1]; i < end; i++) if (w > out[i]) out[i] = w;
    }
    return out;
  }

  // worth says for each card how well it has a word: 0 not at all.
  function worth(word) {
    return remember(words, word, function () {
      var out = new Uint8Array(S.db.rows), apps = new Uint8Array(S.db.apps), some = false;
      FIELDS.forEach(function (f) {
        var column = S.db.columns[f[0]], hits = column && column.hits(word, f[0] === "line");
        if (!hits) return;
        some = true;
        var how = hits.how, scores = f[2];
        column.spread(hits.ids, function (k) { return MOST - scores[EXACT - how[k]]; }, f[1] ? apps : out);
      });
      if (some) onCards(apps, out);
      out.some = some;
      return out;
    });
  }

  // meant is the value that another word for it stands for.
  S.meant = function (key, value) { return own(KEYS[key].same, value) || value; };

  // said is a value as cards and filters say it.
  S.said = function (t) { return t.key && own(KEYS[t.key].say, S.meant(t.key, fold(t.value))) || t.value; };

  // chosen lists the values of a key that a word means: the one that is called so, else those that have it
  // within. A host means what stands below it as well.
  function chosen(key, value) {
    var c = S.db.columns[KEYS[key].column || key], v = fold(value), names = c.names || c.folded, exact = [], inside = [];
    v = S.meant(key, v);
    for (var i = 0; i < names.length; i++) {
      if (names[i] === v || key === "host" && names[i].endsWith("." + v)) exact.push(i);
      else if (!exact.length && names[i].indexOf(v) >= 0) inside.push(i);
    }
    return exact.length ? exact : inside;
  }

  // pass says for each card whether a filter lets it through; null while its data are on the way.
  function pass(key, value) {
    var k = KEYS[key], c = S.db.columns[k.column || key];
    if (!c) return null;
    return remember(passes, key + ":" + value, function () {
      var out = new Uint8Array(k.app ? S.db.apps : S.db.rows);
      c.spread(chosen(key, value), function () { return 1; }, out);
      return k.app ? onCards(out, new Uint8Array(S.db.rows)) : out;
    });
  }

  // find runs a query. options: sort ("best", "title", "version", "findings"), facets, top (how many are
  // put in order; all of them without it).
  S.find = function (query, options) {
    var terms = typeof query === "string" ? S.parse(query) : query, o = options || {};
    var r = run(terms, o, null);
    r.terms = terms;
    if (r.total || !terms.some(free)) return r;
    var fuzzy = corrections(terms);
    if (!fuzzy) return r;
    var second = run(terms, o, fuzzy);
    second.terms = terms;
    return second.total ? second : r;
  };

  function free(t) { return !t.key && !t.not && t.value !== ""; }

  function run(terms, o, fuzzy) {
    var n = S.db.rows, score = new Uint16Array(n), fails = new Uint8Array(n), only = new Uint8Array(n), i, marked = [];
    var r = { fuzzy: fuzzy, waits: false, marked: marked, total: 0 };
    terms.forEach(function (t) {
      if (t.key || t.value === "") return;
      var word = fold(t.value), s = worth(word), more = own(fuzzy, word);
      if (t.not) { for (i = 0; i < n; i++) if (s[i]) fails[i] = 9; return; }
      marked.push(word);
      if (!more) { for (i = 0; i < n; i++) if (s[i]) score[i] += MOST - s[i]; else fails[i] = 9; return; }
      var lists = more.map(function (w) { marked.push(w); return worth(w); });
      for (i = 0; i < n; i++) if (lists.some(function (l) { return l[i]; })) score[i] += FUZZY; else fails[i] = 9;
    });
    whole(terms, score);
    var groups = filters(terms, r);
    groups.forEach(function (g, number) {
      for (i = 0; i < n; i++) if (!g.passes(i)) { if (fails[i] < 9) fails[i] += g.facet ? 1 : 9; only[i] = number; }
    });
    collect(r, score, fails, o);
    if (o.facets) r.facets = facets(fails, only, groups);
    return r;
  }

  // whole prefers what is called exactly as all free words together.
  function whole(terms, score) {
    var list = terms.filter(free), title = S.db.columns.title;
    if (list.length < 2) return;
    var hits = title.hits(fold(list.map(function (t) { return t.value; }).join(" ")), true);
    if (hits) hits.ids.forEach(function (id, k) {
      for (var j = title.begins[id]; j < title.begins[id + 1]; j++) { var i = title.having[j]; if (score[i]) score[i] = Math.max(1, score[i] - hits.how[k]); }
    });
  }

  // filters puts the filters of a query into groups, of which a card must pass each.
  function filters(terms, r) {
    var groups = [], any = {};
    terms.forEach(function (t) {
      if (!t.key || t.value === "") return;
      var p = pass(t.key, t.value);
      if (!p) { r.waits = true; return; }
      if (t.not) groups.push({ passes: function (i) { return !p[i]; } });
      else if (!KEYS[t.key].any) groups.push({ passes: function (i) { return p[i]; } });
      else if (any[t.key]) any[t.key].list.push(p);
      else {
        var list = [p];
        groups.push(any[t.key] = { facet: t.key, list: list, passes: function (i) { for (var k = 0; k < list.length; k++) if (list[k][i]) return true; return false; } });
      }
    });
    return groups;
  }

  function collect(r, score, fails, o) {
    var n = S.db.rows, i, total = 0, sort = o.sort || "best", most = 0;
    for (i = 0; i < n; i++) if (!fails[i]) { total++; if (score[i] > most) most = score[i]; }
    r.total = total;
    var rows = r.rows = new Int32Array(total), at = 0;
    if (sort !== "best") {
      var rank = ranks(sort), keys = new Float64Array(total);
      for (i = 0; i < n; i++) if (!fails[i]) keys[at++] = rank[i] * 1048576 + i;
      keys.sort();
      for (i = 0; i < total; i++) rows[i] = keys[i] % 1048576;
      return;
    }
    // Counted into place: many cards have the same of few scores.
    var places = new Int32Array(most + 2);
    for (i = 0; i < n; i++) if (!fails[i]) places[score[i] + 1]++;
    for (i = 1; i < places.length; i++) places[i] += places[i - 1];
    for (i = 0; i < n; i++) if (!fails[i]) rows[places[score[i]]++] = i;
  }

  // counted says in words what so many cards are: widgets, and apps that have none. card(k) is the number of
  // the k-th.
  function counted(n, card) {
    var slug = S.db.columns.slug, none = slug.index.get(""), apps = 0;
    if (none !== undefined) for (var k = 0; k < n; k++) if (slug.ids[card(k)] === none) apps++;
    var words = [];
    if (n > apps || !n) words.push(amount(n - apps, "widget"));
    if (apps) words.push(amount(apps, "app") + " without widgets");
    return words.join(", ");
  }

  function amount(n, thing) { return n.toLocaleString("en") + " " + thing + (n === 1 ? "" : "s"); }

  // S.counted says what a query found.
  S.counted = function (r) { return counted(r.total, function (k) { return r.rows[k]; }); };

  // ranks says for each card where it stands in an order; the same place keeps the gallery's order.
  function ranks(sort) {
    if (S.db["by-" + sort]) return S.db["by-" + sort];
    var c = S.db.columns, of = S.db.appOf, out = S.db["by-" + sort] = new Float64Array(S.db.rows), i;
    function places(values, compare) {
      var place = [];
      values.map(function (v, i) { return i; }).sort(function (a, b) { return compare(values[a], values[b]); }).forEach(function (id, i) { place[id] = i; });
      return place;
    }
    if (sort === "title") {
      var collator = new Intl.Collator(undefined, { numeric: true }), title = places(c.title.values, collator.compare);
      for (i = 0; i < out.length; i++) out[i] = title[c.title.ids[i]];
    } else if (sort === "version") {
      var version = places(c.version.values, function (a, b) { return newer(a, b); }), marks = { "new": 0, changed: 1, "": 2 };
      for (i = 0; i < out.length; i++) out[i] = marks[c.mark.values[c.mark.ids[i]]] * 1e6 + version[c.version.ids[of[i]]];
    } else {
      var worst = c.counts.values.map(function (v) { var n = v.split(",").map(function (x) { return Math.min(x, 999); }); return 1e9 - (n[0] * 1e6 + n[1] * 1e3 + n[2]); });
      for (i = 0; i < out.length; i++) out[i] = worst[c.counts.ids[i]];
    }
    return out;
  }

  // newer compares versions, the newest first; what is none comes last.
  function newer(a, b) {
    var x = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(a), y = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(b);
    if (!x || !y) return x ? -1 : y ? 1 : 0;
    for (var i = 1; i < 4; i++) if (+x[i] !== +y[i]) return y[i] - x[i];
    return (x[4] ? 1 : 0) - (y[4] ? 1 : 0);
  }

  // facets counts for each value how many cards there would be with it.
  function facets(fails, only, groups) {
    var out = {};
    Object.keys(KEYS).forEach(function (key) {
      var k = KEYS[key], c = S.db.columns[k.column || key];
      if (!c || key === "app" || key === "setting") return;
      var counts = new Int32Array(c.values.length), ids = c.ids, starts = c.starts, mine = -1;
      groups.forEach(function (g, number) { if (g.facet === key) mine = number; });
      for (var i = 0; i < fails.length; i++) {
        if (fails[i] && !(fails[i] === 1 && only[i] === mine)) continue;
        var at = k.app ? S.db.appOf[i] : i;
        if (!starts) counts[ids[at]]++;
        else for (var j = starts[at]; j < starts[at + 1]; j++) counts[ids[j]]++;
      }
      out[key] = counts;
    });
    return out;
  }

  /* ---- when nothing is found ---- */

  // corrections finds, for words that nothing has, those that differ by one letter.
  function corrections(terms) {
    var out = null;
    terms.filter(free).forEach(function (t) {
      var word = fold(t.value);
      if (word.length < 4 || worth(word).some) return;
      var list = tokens().filter(function (token) { return near(word, token); }).slice(0, 12);
      if (list.length) (out = out || Object.create(null))[word] = list;
    });
    return out;
  }

  function tokens() {
    if (vocabulary) return vocabulary;
    var seen = new Set();
    ["title", "appTitle", "slug", "name", "host", "perm", "dev", "tag", "setting", "rule"].forEach(function (n) {
      var c = S.db.columns[n];
      if (c) (c.names || c.folded).forEach(function (v) { v.split(/[^\p{L}\p{N}]+/u).forEach(function (w) { if (w.length > 2 && !/^\d/.test(w)) seen.add(w); }); });
    });
    return vocabulary = Array.from(seen);
  }

  // near tells whether a word is one edit away from another, or from how it begins.
  function near(word, token) {
    for (var n = word.length - 1; n <= word.length + 1; n++) {
      if (n <= token.length && oneEdit(word, n === token.length ? token : token.slice(0, n))) return true;
    }
    return false;
  }
  function oneEdit(a, b) {
    var i = 0, x = a.length, y = b.length;
    while (i < x && i < y && a[i] === b[i]) i++;
    while (x > i && y > i && a[x - 1] === b[y - 1]) { x--; y--; }
    return x - i <= 1 && y - i <= 1 || x - i === 2 && y - i === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
  }

  // blame says which words could be dropped, and how many cards there would be without each.
  S.blame = function (terms) {
    return terms.map(function (t, i) {
      return { term: t, total: run(terms.filter(function (u, j) { return j !== i; }), {}, null).total };
    }).filter(function (b) { return b.total; }).sort(function (a, b) { return b.total - a.total; });
  };

  /* ---- help with writing and reading ---- */

  // spans says where words stand in a text.
  S.spans = function (text, marked) {
    var folded = fold(text), spans = [];
    if (folded.length !== text.length) return spans; // accents that are letters of their own: the places are not known
    marked.forEach(function (word) {
      for (var at = 0, p; word && (p = folded.indexOf(word, at)) >= 0; at = p + word.length) spans.push([p, p + word.length]);
    });
    spans.sort(function (a, b) { return a[0] - b[0]; });
    return spans.reduce(function (list, s) {
      var last = list[list.length - 1];
      if (last && s[0] <= last[1]) last[1] = Math.max(last[1], s[1]); else list.push(s);
      return list;
    }, []);
  };

  // suggest offers words to write at the end of a query: values of a key, or keys.
  S.suggest = function (query) {
    var terms = S.parse(query), last = terms[terms.length - 1], out = [];
    if (!last || last.to < query.length) last = { key: "", value: "", from: query.length, not: false };
    if (last.key) return values(last.key, fold(last.value), 7, last);
    if (!last.value) {
      if (terms.length) return out;
      return Object.keys(KEYS).filter(function (key) { return key !== "mark" || S.db.columns.mark.values.some(Boolean); }).map(function (key) {
        return { text: key + ":", about: KEYS[key].name, from: last.from, open: true };
      });
    }
    var typed = fold(last.value);
    Object.keys(KEYS).forEach(function (key) { if (key.indexOf(typed) === 0 && typed.length > 1) out.push({ text: key + ":", about: KEYS[key].name, from: last.from, open: true }); });
    if (typed.length > 2 && !last.quoted) ["perm", "status", "mark", "vis", "tag"].forEach(function (key) { out = out.concat(values(key, typed, 1, last, true)); });
    return out.slice(0, 3).map(function (s) { return Object.assign(s, { late: true }); }); // what is found comes first
  };

  function values(key, typed, limit, last, start) {
    var k = KEYS[key], c = S.db.columns[k.column || key];
    if (!c) return [];
    var list = [];
    (c.names || c.folded).forEach(function (v, id) {
      var p = v.indexOf(typed);
      if (v && v !== typed && (start ? p === 0 : p >= 0)) list.push(id);
    });
    list.sort(function (a, b) { return c.begins[b + 1] - c.begins[b] - (c.begins[a + 1] - c.begins[a]); });
    return list.slice(0, limit).map(function (id) {
      var from = c.begins[id], n = c.begins[id + 1] - from;
      var about = k.app ? amount(n, "app") : counted(n, function (i) { return c.having[from + i]; });
      return { text: S.word(key, c.values[id], last.not), about: about, from: last.from };
    });
  }

})();
