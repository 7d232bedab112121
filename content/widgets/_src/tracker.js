(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var tag = W.locale('locale', 'en-US'), lang = tag.slice(0, 2);
  var texts = {
    en: { title: 'Parcel tracker', go: 'Track', label: 'Tracking number', recent: 'Recent parcels', none: 'No parcel has this number.', hint: 'Try one of the recent ones.', due: 'Arrives', done: 'Delivered', late: 'Delayed by customs', copy: 'Copy status', copied: 'Status copied', express: 'Express',
      steps: ['Label printed', 'Collected', 'At the sorting hub', 'Customs cleared', 'Out for delivery', 'Delivered'] },
    de: { title: 'Sendungsverfolgung', go: 'Suchen', label: 'Sendungsnummer', recent: 'Letzte Sendungen', none: 'Zu dieser Nummer gibt es keine Sendung.', hint: 'Versuchen Sie eine der letzten.', due: 'Ankunft', done: 'Zugestellt', late: 'Verzögert durch den Zoll', copy: 'Status kopieren', copied: 'Status kopiert', express: 'Express',
      steps: ['Etikett gedruckt', 'Abgeholt', 'Im Sortierzentrum', 'Verzollt', 'In Zustellung', 'Zugestellt'] },
    fr: { title: 'Suivi de colis', go: 'Suivre', label: 'Numéro de suivi', recent: 'Colis récents', none: 'Aucun colis ne porte ce numéro.', hint: 'Essayez un des colis récents.', due: 'Arrivée', done: 'Livré', late: 'Retardé à la douane', copy: 'Copier le statut', copied: 'Statut copié', express: 'Express',
      steps: ['Étiquette imprimée', 'Collecté', 'Au centre de tri', 'Dédouané', 'En cours de livraison', 'Livré'] }
  };
  var t = texts[lang] || texts.en;
  var store = W.get('store', 'Lantern demo shop'), carrier = W.get('carrier', 'Northway'), express = W.flag('express', false);
  W.brand(W.get('accent'));
  document.documentElement.lang = texts[lang] ? lang : 'en';
  document.title = t.title;
  byId('title').textContent = t.title;
  byId('sub').textContent = store;
  byId('go').textContent = t.go;
  byId('codeLabel').textContent = t.label;
  byId('recent').setAttribute('aria-label', t.recent);

  var icons = ['box', 'van', 'box', 'customs', 'van', 'home'];
  var places = ['Leipzig', 'Leipzig', 'Rotterdam', 'Rotterdam', 'Utrecht', 'Utrecht'];
  var parcels = { 'PL-4071-88': { at: 4, late: false }, 'PL-2290-13': { at: 2, late: true }, 'PL-9954-60': { at: 5, late: false } };
  var format = new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  var start = Date.UTC(2026, 2, 9, 8, 20), gap = express ? 7 : 19; // hours between two steps
  function at(step, p) { return new Date(start + (step * gap + (p.late && step > 2 ? 30 : 0)) * 3600000); }

  function show(code) {
    code = code.trim().toUpperCase();
    byId('code').value = code;
    chips(code);
    var p = parcels[code];
    if (!p) {
      W.put(byId('parcel'), el('p', { class: 'empty' }, el('b', { text: t.none }), el('br'), t.hint));
      return;
    }
    var end = p.at === 5, bar = el('i'), due = format.format(at(5, p));
    bar.style.width = (p.at / 5 * 100) + '%';
    W.put(byId('parcel'),
      el('div', { class: 'cluster' }, el('span', { class: 'pill ' + (end ? 'good' : p.late ? 'bad' : 'warn') + ' dot', text: p.late ? t.late : t.steps[p.at] }), el('span', { class: 'carrier', text: carrier + (express ? ' · ' + t.express : '') })),
      el('p', { class: 'headline' }, (end ? t.done : t.due) + ' ', el('span', { class: 'num', text: due })),
      el('div', { class: 'progress', role: 'progressbar', 'aria-label': t.steps[p.at], 'aria-valuemin': '0', 'aria-valuemax': '5', 'aria-valuenow': p.at }, bar),
      el('ol', { class: 'steps fold' }, t.steps.map(function (s, k) {
        return el('li', { class: k === p.at ? 'now' : k > p.at ? 'todo' : '', 'aria-current': k === p.at ? 'step' : null }, el('i', { 'aria-hidden': 'true' }, W.icon(icons[k], 15)),
          el('span', null, el('b', { text: s }), el('span', { class: 'small quiet num', text: k > p.at ? '' : format.format(at(k, p)) + ' · ' + places[k] })));
      })),
      el('div', null, el('button', { class: 'btn', type: 'button', on: { click: function () { W.copy(code + ' (' + carrier + '): ' + t.steps[p.at] + ', ' + (end ? t.done : t.due).toLowerCase() + ' ' + due, t.copied); } } }, W.icon('copy', 14), t.copy)));
  }

  function chips(current) {
    W.put(byId('recent'), Object.keys(parcels).map(function (c) {
      return el('button', { class: 'chip mono', type: 'button', 'aria-pressed': String(c === current), text: c, on: { click: function () { show(c); byId('recent').querySelector('[aria-pressed="true"]').focus(); } } });
    }));
  }

  byId('form').addEventListener('submit', function (e) { e.preventDefault(); show(byId('code').value); });
  W.roving(byId('recent'));
  show('PL-4071-88');
})();
