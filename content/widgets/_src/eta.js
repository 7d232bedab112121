(function () {
  'use strict';
  var W = window.W, el = W.el, svg = W.svg, byId = W.byId;
  var tag = W.locale('locale', 'en-US'), lang = tag.slice(0, 2);
  var texts = {
    en: { title: 'Next delivery', next: 'Next', stops: 'stops away', by: 'with', today: 'Today', carrier: 'Another parcel' },
    de: { title: 'Nächste Zustellung', next: 'Weiter', stops: 'Stopps entfernt', by: 'mit', today: 'Heute', carrier: 'Andere Sendung' },
    fr: { title: 'Prochaine livraison', next: 'Suivant', stops: 'arrêts restants', by: 'avec', today: 'Aujourd’hui', carrier: 'Autre colis' }
  };
  var t = texts[lang] || texts.en, carrier = W.get('carrier', 'Northway');
  W.brand(W.get('accent'));
  document.documentElement.lang = texts[lang] ? lang : 'en';
  document.title = t.title;
  byId('title').textContent = t.title;
  byId('sub').textContent = W.get('store', 'Lantern demo shop');
  byId('next').textContent = t.next;
  byId('next').setAttribute('aria-label', t.carrier);
  var time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  var parcels = [['PL-4071-88', 7, 20, 14], ['PL-3316-02', 2, 16, 11], ['PL-8120-45', 15, 18, 16]], at = 0;

  function draw() {
    var p = parcels[at], from = Date.UTC(2026, 2, 9, p[3], 10), around = 2 * Math.PI * 27;
    W.put(byId('ring'), svg('svg', { viewBox: '0 0 64 64', role: 'img', 'aria-label': p[1] + ' ' + t.stops },
      svg('circle', { class: 'track', cx: 32, cy: 32, r: 27 }),
      svg('circle', { class: 'done', cx: 32, cy: 32, r: 27, transform: 'rotate(-90 32 32)', 'stroke-dasharray': around, 'stroke-dashoffset': around * p[1] / p[2] }),
      svg('text', { x: 32, y: 33, text: p[1] })));
    W.put(byId('what'),
      el('span', { class: 'small quiet', text: t.today + ', ' + p[1] + ' ' + t.stops }),
      el('span', { class: 'big num', text: time.formatRange(from, from + 40 * 60000) }),
      el('span', { class: 'small quiet' }, el('span', { class: 'mono', text: p[0] }), ' ' + t.by + ' ' + carrier));
  }
  byId('next').addEventListener('click', function () { at = (at + 1) % parcels.length; draw(); });
  draw();
})();
