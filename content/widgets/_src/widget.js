/* Shared by all demo widgets: what the address says, small builders for the page, the panel with the settings
   received, and the first words of the conversation with Kustomer. A classic script: it runs from disk, in a
   sandbox without an origin, and asks the network for nothing. Text from outside is only ever set as text. */
(function () {
  'use strict';

  var query = new URLSearchParams(location.search);
  var NS = 'http://www.w3.org/2000/svg';

  function get(name, fallback) {
    var v = query.get(name);
    return v === null || v === '' ? fallback : v;
  }

  function number(name, fallback, min, max) {
    var v = Number(get(name, fallback));
    if (!isFinite(v)) { v = fallback; }
    return Math.min(max, Math.max(min, v));
  }

  function flag(name, fallback) {
    var v = query.get(name);
    if (v === null || v === '') { return fallback; }
    return !/^(false|0|no|off)$/i.test(v);
  }

  /* locale: "de_de" or "de-DE" becomes a tag that Intl understands, else the fallback */
  function locale(name, fallback) {
    var tag = String(get(name, fallback)).replace('_', '-');
    try { return Intl.getCanonicalLocales(tag)[0] || fallback; } catch (e) { return fallback; }
  }

  function currency(name, fallback) {
    var code = String(get(name, fallback)).toUpperCase();
    try { new Intl.NumberFormat('en', { style: 'currency', currency: code }); return code; } catch (e) { return fallback; }
  }

  /* el('button', { class: 'btn', text: 'Go', on: { click: f }, 'aria-pressed': 'true' }, child, …) */
  function fill(node, props, kids) {
    Object.keys(props || {}).forEach(function (key) {
      var v = props[key];
      if (v === undefined || v === null || v === false) { return; }
      if (key === 'text') { node.textContent = v; }
      else if (key === 'on') { Object.keys(v).forEach(function (type) { node.addEventListener(type, v[type]); }); }
      else if (key === 'value') { node.value = v; }
      else { node.setAttribute(key, v === true ? '' : v); }
    });
    kids.forEach(function (kid) {
      [].concat(kid).forEach(function (k) {
        if (k !== null && k !== undefined && k !== false) { node.append(k); }
      });
    });
    return node;
  }

  function el(tag, props) { return fill(document.createElement(tag), props, [].slice.call(arguments, 2)); }
  function svg(tag, props) { return fill(document.createElementNS(NS, tag), props, [].slice.call(arguments, 2)); }
  function byId(id) { return document.getElementById(id); }

  function put(node) {
    node.replaceChildren.apply(node, [].slice.call(arguments, 1).flat().filter(function (k) { return k !== null && k !== undefined && k !== false; }));
    return node;
  }

  var icons = {
    phone: 'M5 3h3l1.5 4-2 1.5a11 11 0 0 0 5 5L14 11.5l4 1.5v3a2 2 0 0 1-2 2A13 13 0 0 1 3 5a2 2 0 0 1 2-2z',
    hangup: 'M2 12c4.5-4.5 11.5-4.5 16 0l-2 2.5-3.5-1.5v-2.300a9 9 0 0 0-5 0V13L4 14.5z',
    mic: 'M10 2.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V5A2.5 2.5 0 0 1 10 2.5zM5 9.5a5 5 0 0 0 10 0M10 14.5v3',
    micoff: 'M10 2.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V5A2.5 2.5 0 0 1 10 2.5zM5 9.5a5 5 0 0 0 10 0M10 14.5v3M3 3l14 14',
    pause: 'M7 4v12M13 4v12', play: 'M6 4l10 6-10 6z', keypad: 'M5 5h.01M10 5h.01M15 5h.01M5 10h.01M10 10h.01M15 10h.01M5 15h.01M10 15h.01M15 15h.01',
    back: 'M12.5 4l-6 6 6 6', erase: 'M7 4h10v12H7l-5-6zM10 8l4 4M14 8l-4 4',
    search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4',
    in: 'M15 5L6 14M6 7v7h7', out: 'M5 15l9-9M7 6h7v7', missed: 'M4 5l6 6 6-6M4 5v5M16 15h-6', voicemail: 'M6 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM14 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM6 13h8',
    copy: 'M7 7h10v10H7zM13 7V3H3v10h4', check: 'M4 10.5l4 4 8-9', swap: 'M4 7h12l-3-3M16 13H4l3 3', box: 'M3 6.5L10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7',
    van: 'M2 5h9v8H2zM11 8h4l3 3v2h-7zM5.5 15a1.5 1.5 0 1 0 0-.1zM14.5 15a1.5 1.5 0 1 0 0-.1z', home: 'M3 10l7-6 7 6M5 9v8h10V9', customs: 'M4 17V8l6-4 6 4v9M4 17h12M8 17v-5h4v5'
  };

  function icon(name, size) {
    return svg('svg', { viewBox: '0 0 20 20', width: size || 16, height: size || 16, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true', focusable: 'false' },
      svg('path', { d: icons[name] }));
  }

  /* the same address always shows the same invented data */
  function random(seed) {
    var h = 2166136261;
    for (var i = 0; i < seed.length; i++) { h = Math.imul(h ^ seed.charCodeAt(i), 16777619); }
    return function () {
      h = (h + 0x6D2B79F5) | 0;
      var t = Math.imul(h ^ (h >>> 15), 1 | h);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  function clock(seconds) {
    var s = Math.max(0, Math.floor(seconds));
    return Math.floor(s / 60) + ':' + String(s % 60).padStart(2, '0');
  }

  /* a brand colour from the settings: six hex digits, with or without # */
  function luminance(hex) {
    var c = [1, 3, 5].map(function (i) {
      var v = parseInt(hex.slice(i, i + 2), 16) / 255;
      return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  }

  function brand(value) {
    var m = /^#?([0-9a-f]{6})$/i.exec(value || '');
    if (!m) { return; }
    var hex = '#' + m[1], light = luminance(hex), style = document.body.style;
    style.setProperty('--brand', hex);
    style.setProperty('--on-brand', light > 0.36 ? '#14171a' : '#fff');
    style.setProperty('--brand-ink', light > 0.18 ? 'color-mix(in oklab, ' + hex + ' ' + Math.round(100 * 0.16 / light) + '%, #14171a)' : hex);
  }

  var toastNode, toastTimer;
  function say(text) {
    if (!toastNode) {
      toastNode = el('div', { class: 'toast', role: 'status', 'aria-live': 'polite' });
      document.body.append(toastNode);
    }
    clearTimeout(toastTimer);
    toastNode.textContent = text;
    toastNode.classList.add('on');
    toastTimer = setTimeout(function () { toastNode.classList.remove('on'); }, 2600);
  }

  /* clipboards are often closed to frames; the old way still works after a click */
  function copy(text, done) {
    var area = el('textarea', { class: 'sr', value: text, 'aria-hidden': 'true', tabindex: '-1' });
    var before = document.activeElement;
    document.body.append(area);
    area.select();
    var ok = false;
    try { ok = document.execCommand('copy'); } catch (e) { /* stays false */ }
    area.remove();
    if (before && before.focus) { before.focus(); }
    say(ok ? done || 'Copied' : 'Copying is blocked in this frame');
  }

  /* arrow keys within a group of buttons */
  function roving(group) {
    group.addEventListener('keydown', function (e) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (!step) { return; }
      var all = [].slice.call(group.querySelectorAll('button:not(:disabled)'));
      var at = all.indexOf(document.activeElement);
      if (at < 0) { return; }
      e.preventDefault();
      all[(at + step + all.length) % all.length].focus();
    });
  }

  /* Kustomer adds id and parentUrl, answers INITIALIZE with a context, and sends more when it changes. */
  var host = { id: get('id', ''), parentUrl: get('parentUrl', ''), answered: false, context: null, listeners: [] };
  host.inside = Boolean(host.id && host.parentUrl && window.parent !== window);
  host.target = /^https?:\/\/[^\/]+$/.test(host.parentUrl) ? host.parentUrl : '*'; // from disk a page has no origin to name
  host.send = function (type, payload) {
    if (!host.inside) { return false; }
    var message = Object.assign({ cardId: host.id, type: type }, payload);
    window.parent.postMessage(message, host.target);
    host.listeners.forEach(function (f) { f('sent', message); });
    return true;
  };
  host.height = function () {
    var b = document.body, d = document.documentElement;
    return Math.max(b.scrollHeight, d.scrollHeight, b.offsetHeight, d.offsetHeight, b.clientHeight, d.clientHeight);
  };
  window.addEventListener('message', function (e) {
    if (!host.inside || e.source !== window.parent || (host.target !== '*' && e.origin !== host.target)) { return; }
    var m = e.data;
    if (!m || typeof m !== 'object' || typeof m.type !== 'string') { return; }
    if (m.type === 'INITIALIZE') { host.answered = true; }
    if (m.context && typeof m.context === 'object') { host.context = m.context; }
    host.listeners.forEach(function (f) { f('received', m); });
  });

  function received() {
    var own = [];
    query.forEach(function (value, name) { if (name !== 'id' && name !== 'parentUrl') { own.push([name, value]); } });
    var told = el('p');
    function tell() {
      told.textContent = !host.inside ? 'No id and parentUrl: this page was opened outside Kustomer.'
        : 'Besides these, the host added id and parentUrl' + (host.answered ? ' and answered our INITIALIZE.' : '; it has not answered INITIALIZE yet.');
    }
    tell();
    host.listeners.push(tell);
    byId('received').append(el('details', { class: 'received' },
      el('summary', null, 'Settings received', el('span', { class: 'count', text: own.length })),
      el('div', { class: 'inside' },
        own.length ? el('dl', null, own.map(function (p) { return [el('dt', { text: p[0] }), el('dd', { text: p[1] === '' ? '(empty)' : p[1] })]; }).flat())
          : el('p', { text: 'The address has no query, so the widget uses its own defaults.' }), told)));
  }

  document.addEventListener('DOMContentLoaded', function () {
    received();
    host.send('INITIALIZE', { height: host.height() });
  });

  window.W = { get: get, number: number, flag: flag, locale: locale, currency: currency, el: el, svg: svg, byId: byId, put: put, icon: icon, random: random, clock: clock, brand: brand, say: say, copy: copy, roving: roving, host: host };
})();
