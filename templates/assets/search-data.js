// The data of the search; search.js finds something in them.
//
// They are columns: for each card the number of a text in a list of different texts. A word is
// looked for in each list once, as one long text; then the numbers say which cards have it.
(function () {
  "use strict";
  if (window.VitrineSearch) return;

  var root = new URL("../../", document.currentScript.src).href;
  var S = window.VitrineSearch = { root: root };

  /* ---- columns ---- */

  // fold drops what people leave out when they type: case and accents.
  function fold(s) {
    if (/[^\x00-\x7f]/.test(s)) s = s.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return s.toLowerCase().replace(/\n/g, " ");
  }

  function Column() {
    this.values = [];
    this.index = new Map();
    this.ids = []; // of an app's or card's only value
    this.starts = null; // where the items of each begin, if there may be several
    this.text = null;
  }
  Column.prototype.id = function (value) {
    var id = this.index.get(value);
    if (id === undefined) this.index.set(value, id = this.values.push(value) - 1);
    return id;
  };
  Column.prototype.steps = function (values, steps) {
    var at = 0, of = values.map(this.id, this), c = this;
    steps.forEach(function (d) { at += d; c.ids.push(of[at]); });
  };
  Column.prototype.list = function (ids) {
    if (!this.starts) this.starts = [0];
    for (var i = 0; i < ids.length; i++) this.ids.push(ids[i]);
    this.starts.push(this.ids.length);
  };
  // of lists the numbers of the values of the i-th.
  Column.prototype.of = function (i) {
    if (!this.starts) return [this.ids[i]];
    return this.ids.slice(this.starts[i], this.starts[i + 1]);
  };
  // seal makes the long text, after which nothing is added.
  Column.prototype.seal = function (also) {
    var folded = this.values.map(function (v, i) { return fold(also && also[i] ? v + " " + also[i] : v); });
    this.folded = folded;
    this.text = folded.join("\n") + "\n";
    this.offsets = new Int32Array(folded.length + 1);
    for (var i = 0, at = 0; i < folded.length; i++) this.offsets[i + 1] = at += folded[i].length + 1;
    this.ids = Int32Array.from(this.ids);
    if (this.starts) this.starts = Int32Array.from(this.starts);
    this.invert();
    return this;
  };
  // invert lists for each value which apps or cards have it.
  Column.prototype.invert = function () {
    var ids = this.ids, starts = this.starts, n = this.values.length, at = this.begins = new Int32Array(n + 1), i;
    for (i = 0; i < ids.length; i++) at[ids[i] + 1]++;
    for (i = 0; i < n; i++) at[i + 1] += at[i];
    var next = at.slice(), having = this.having = new Int32Array(ids.length), of = 0;
    for (i = 0; i < ids.length; i++) {
      if (starts) while (starts[of + 1] <= i) of++;
      having[next[ids[i]]++] = starts ? of : i;
    }
  };

  var EXACT = 4, PREFIX = 3, WORD = 2, INSIDE = 1;

  function letter(code) {
    return code >= 97 && code <= 122 || code >= 48 && code <= 57 || code > 127;
  }

  // hits lists the values that have a word and how well; null if none has it. In long texts the first
  // place will do.
  Column.prototype.hits = function (word, long) {
    var text = this.text, offsets = this.offsets, ids = [], how = [], id = 0, at = 0, p;
    while ((p = text.indexOf(word, at)) >= 0) {
      while (offsets[id + 1] <= p) id++;
      var h = INSIDE;
      if (p === offsets[id]) h = p + word.length === offsets[id + 1] - 1 ? EXACT : PREFIX;
      else if (!letter(text.charCodeAt(p - 1))) h = WORD;
      if (ids[ids.length - 1] !== id) { ids.push(id); how.push(h); }
      else if (h > how[how.length - 1]) how[how.length - 1] = h;
      at = h > INSIDE || long ? offsets[id + 1] : p + 1;
    }
    return ids.length ? { ids: ids, how: how } : null;
  };

  // spread gives each app or card that has one of the values its worth, unless it has more already.
  Column.prototype.spread = function (ids, worth, out) {
    for (var k = 0; k < ids.length; k++) {
      var w = worth(k);
      for (var j = this.begins[ids[k]], end = this.begins[ids[k] + 1]; j < end; j++) if (w > out[this.having[j]]) out[this.having[j]] = w;
    }
  };

  /* ---- loading ---- */

  var db = null, parts = { core: [], rest: [], icons: [] }, waiting = [], blocks = 0;

  S.load = function (listener) {
    if (listener) waiting.push(listener);
    if (S.loading) return;
    S.loading = true;
    window.vitrineSearch = take;
    fetchPart("core", 0);
  };

  function fetchPart(part, block) {
    var script = document.createElement("script");
    script.src = root + "search/" + part + "-" + block + ".js";
    script.onerror = function () {
      if (part === "core") S.failed = true; else if (part === "rest") S.lacking = true;
      tell();
    };
    document.head.append(script);
  }

  // take is called by the data.
  function take(data) {
    parts[data.part][data.block] = data;
    if (data.part === "icons") return S.onicons && S.onicons();
    if (data.part === "core" && !blocks) {
      blocks = data.blocks;
      for (var n = 1; n < blocks; n++) fetchPart("core", n);
    }
    for (var i = 0; i < blocks; i++) if (!parts[data.part][i]) return;
    if (data.part === "core") {
      assemble(parts.core);
      for (i = 0; i < blocks; i++) fetchPart("rest", i);
    } else refine(parts.rest);
    tell();
  }

  function tell() { waiting.forEach(function (f) { f(); }); }

  function assemble(list) {
    db = S.db = { apps: 0, rows: 0, complete: false, paths: {}, appOf: [], first: [], starts: [], blockOf: [] };
    var c = db.columns = {};
    ["name", "appTitle", "version", "title", "slug", "host", "perm", "counts", "status", "box", "mark"].forEach(function (n) { c[n] = new Column(); });
    c.title.index = c.appTitle.index;
    c.title.values = c.appTitle.values;
    db.allowed = [];
    list.forEach(function (d, block) {
      db.starts.push(db.rows);
      d.apps.forEach(function (name, i) {
        c.name.ids.push(c.name.id(name));
        db.paths[db.apps + i] = d.paths[i] || "apps/" + name + ".html";
        db.first.push(db.appOf.length);
        for (var k = Math.max(1, d.widgets[i]); k > 0; k--) db.appOf.push(db.apps + i);
      });
      c.appTitle.steps(d.titles, d.appTitle);
      c.title.steps(d.titles, d.title);
      ["version", "slug", "host", "counts", "box", "mark"].forEach(function (n) { c[n].steps(d[n].v, d[n].d); });
      permissions(d, c.perm);
      db.apps += d.apps.length;
      db.rows = db.appOf.length;
      db.blockOf.push(db.rows);
    });
    statuses(c);
    Object.keys(c).forEach(function (n) { c[n].seal(); });
    db.appOf = Int32Array.from(db.appOf);
    db.first = Int32Array.from(db.first.concat(db.rows));
  }

  // permissions puts those that are granted and those that are not into one column.
  function permissions(d, column) {
    var granted = d.allowed.v.map(column.id, column), not = d.refused.v.map(column.id, column), a = 0, r = 0;
    d.allowed.n.forEach(function (n, i) {
      var ids = [], m = d.refused.n[i];
      for (; n > 0; n--) ids.push(granted[d.allowed.i[a++]]);
      db.allowed.push(ids.length);
      for (; m > 0; m--) ids.push(not[d.refused.i[r++]]);
      column.list(ids);
    });
  }

  // statuses says as the cards do how a widget is; one with notes only is sound.
  function statuses(c) {
    var of = c.counts.values.map(function (v) {
      var n = v.split(",").map(Number);
      var words = n[0] ? ["error"] : n[1] ? ["warning"] : n[2] ? ["pass", "info"] : ["pass"];
      return words.map(c.status.id, c.status);
    });
    c.counts.ids.forEach(function (id) { c.status.list(of[id]); });
  }

  function refine(list) {
    for (var i = 0; i < list.length; i++) if (list[i].key !== parts.core[i].key) { S.lacking = true; return; } // the site was published in between
    var c = db.columns, about = [];
    ["line", "dev", "vis", "tag", "setting", "rule"].forEach(function (n) { c[n] = new Column(); });
    var row = 0, app = 0;
    list.forEach(function (d) {
      ["line", "dev", "vis"].forEach(function (n) { c[n].steps(d[n].v, d[n].d); });
      ["tag", "setting"].forEach(function (n) { unpack(d[n], c[n]).forEach(function (ids) { c[n].list(ids); }); });
      var whole = unpack(d.appRule, c.rule), own = unpack(d.rule, c.rule);
      d.appRule.v.forEach(function (v, i) { about[c.rule.id(v)] = d.about[i]; });
      d.rule.v.forEach(function (v, i) { about[c.rule.id(v)] = d.aboutTwo[i]; });
      own.forEach(function (ids, i) { c.rule.list(ids.concat(whole[db.appOf[row + i] - app])); });
      row += own.length;
      app += whole.length;
    });
    ["line", "dev", "vis", "tag", "setting"].forEach(function (n) { c[n].seal(); });
    c.rule.seal(about);
    c.rule.names = c.rule.values.map(fold);
    db.complete = true;
    S.forget(true);
  }

  function unpack(d, column) {
    var of = d.v.map(column.id, column), at = 0;
    return d.n.map(function (n) {
      var ids = [];
      for (; n > 0; n--) ids.push(of[d.i[at++]]);
      return ids;
    });
  }

  /* ---- what is shown ---- */

  S.item = function (row) {
    var c = db.columns, app = db.appOf[row];
    function value(name, i) { return c[name] ? c[name].values[c[name].ids[i]] : ""; }
    var n = value("counts", row).split(",").map(Number), box = value("box", row).split(","), slug = value("slug", row), path = db.paths[app];
    if (slug) path = path.replace(/\.html$/, "/" + slug + ".html");
    return {
      row: row, title: value("title", row), app: value("appTitle", app), name: value("name", app), version: value("version", app),
      href: /^apps\/[\w.\/-]+\.html$/.test(path) ? root + path : root + "index.html",
      host: value("host", row), status: n[0] ? "fail" : n[1] ? "warn" : "pass", mark: value("mark", row), line: value("line", app), widget: slug !== "",
      box: box.length > 1 ? { width: +box[0], height: +box[1], guess: box[2] === "guess" } : null,
      permissions: c.perm.of(row).slice === undefined ? [] : Array.from(c.perm.of(row)).slice(0, db.allowed[row]).map(function (id) { return c.perm.values[id]; })
    };
  };

  // icon returns the picture and letter of a card; null while they are on the way.
  S.icon = function (row) {
    var block = db.blockOf.findIndex(function (end) { return row < end; }), d = parts.icons[block];
    if (!d) {
      if (d === undefined) { parts.icons[block] = null; fetchPart("icons", block); }
      return null;
    }
    if (!d.of) d.of = ["icon", "letter"].map(function (n) { var at = 0; return d[n].d.map(function (s) { return at += s; }); });
    var i = row - db.starts[block], src = d.icon.v[d.of[0][i]];
    return { src: src && !/:/.test(src) ? root + src : "", letter: d.letter.v[d.of[1][i]] };
  };

  S.fold = fold;
})();
