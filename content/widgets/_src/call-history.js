(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var size = Math.round(W.number('pageSize', 8, 3, 50)), lang = W.locale('locale', 'en-US');
  var tenant = W.get('tenant', 'demo tenant');
  W.brand(W.get('accent'));
  byId('sub').textContent = tenant + ' · last 7 days';

  var names = ['Mira Okafor', 'Jonas Feld', 'Lucie Marchand', 'Tom Ashby', 'Ines Duarte', 'Pavel Novak', 'Aiko Tanabe', 'Grace Bello', 'Sven Lindqvist', 'Noor Haddad', 'Ruth Calder', 'Diego Sandoval'];
  var kinds = [['in', 'Incoming'], ['out', 'Outgoing'], ['missed', 'Missed'], ['voicemail', 'Voicemail']];
  var rnd = W.random('calls ' + tenant), minute = 8, calls = [];
  for (var i = 0; i < 64; i++) {
    var kind = kinds[[0, 1, 0, 2, 1, 0, 3, 0][Math.floor(rnd() * 8)]];
    minute += 4 + Math.floor(rnd() * 100);
    calls.push({ name: names[Math.floor(rnd() * names.length)], number: '+1 555 0' + (100 + Math.floor(rnd() * 99)), kind: kind, ago: Math.floor(minute / 540) * 1440 + minute % 540, length: kind[0] === 'missed' ? 0 : 20 + Math.floor(rnd() * 900) });
  }

  var filter = '', page = 0;
  var day = new Intl.DateTimeFormat(lang, { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  var monday = Date.UTC(2026, 2, 9, 17, 0); // a fixed week, so that the demo always looks the same

  function filters() {
    W.put(byId('filters'), [['', 'All']].concat(kinds).map(function (k) {
      var n = calls.filter(function (c) { return !k[0] || c.kind[0] === k[0]; }).length;
      return el('button', { class: 'chip', type: 'button', 'aria-pressed': String(filter === k[0]), on: { click: function () { filter = k[0]; page = 0; draw(); byId('filters').querySelector('[aria-pressed="true"]').focus(); } } }, k[1] + ' ', el('span', { class: 'num quiet', text: n }));
    }));
  }

  function row(c) {
    return el('li', { class: c.kind[0] },
      el('span', { class: 'way' }, W.icon(c.kind[0], 15)),
      el('div', { class: 'grow' }, el('p', { class: 'name', text: c.name }), el('p', { class: 'small quiet num' }, c.number, el('span', { class: 'sr', text: ', ' + c.kind[1] }))),
      el('div', { class: 'when' }, el('p', { class: 'num', text: day.format(new Date(monday - c.ago * 60000)) }), el('p', { class: 'quiet num', text: c.length ? W.clock(c.length) : 'no answer' })),
      el('button', { class: 'btn', type: 'button', 'aria-label': 'Call ' + c.name, on: { click: function () { W.say('The softphone would now dial ' + c.number); } } }, W.icon('phone', 14)));
  }

  function draw() {
    var words = byId('find').value.trim().toLowerCase();
    var list = calls.filter(function (c) { return (!filter || c.kind[0] === filter) && (!words || (c.name + ' ' + c.number).toLowerCase().includes(words)); });
    var pages = Math.max(1, Math.ceil(list.length / size));
    page = Math.min(page, pages - 1);
    filters();
    byId('found').textContent = list.length === 1 ? '1 call' : list.length + ' calls';
    W.put(byId('calls'), list.length ? list.slice(page * size, page * size + size).map(row) : el('li', { class: 'empty', text: 'No call matches. Try another name.' }));
    byId('pager').hidden = pages < 2;
    byId('pageNo').textContent = (page + 1) + ' of ' + pages;
    byId('newer').disabled = page === 0;
    byId('older').disabled = page === pages - 1;
  }

  byId('find').addEventListener('input', function () { page = 0; draw(); });
  byId('newer').addEventListener('click', function () { page--; draw(); });
  byId('older').addEventListener('click', function () { page++; draw(); });
  W.roving(byId('filters'));
  draw();
})();
