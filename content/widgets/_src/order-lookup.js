(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var store = W.get('store', 'Demo store'), tag = W.locale('locale', 'en-US'), cur = W.currency('currency', 'EUR');
  var size = Math.round(W.number('pageSize', 8, 2, 50)), prefix = W.get('prefix', 'OL');
  W.brand(W.get('accent'));
  byId('sub').textContent = store;
  var money = new Intl.NumberFormat(tag, { style: 'currency', currency: cur });
  var day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  var people = [['Mira Okafor', 'mira'], ['Jonas Feld', 'jonas'], ['Lucie Marchand', 'lucie'], ['Ines Duarte', 'ines'], ['Aiko Tanabe', 'aiko'], ['Ruth Calder', 'ruth'], ['Diego Sandoval', 'diego']];
  var goods = [['Walnut desk lamp', 64], ['Linen notebook, set of 3', 18.5], ['Ceramic pour-over', 32], ['Wool throw, moss', 89], ['Brass page holder', 14.9], ['Oak serving board', 41], ['Enamel mug', 12.5], ['Beeswax candles', 16]];
  var states = [['open', 'Open', 'warn'], ['sent', 'Sent', ''], ['done', 'Delivered', 'good'], ['back', 'Returned', 'bad']];
  var rnd = W.random('orders ' + store), orders = [];
  for (var i = 0; i < 34; i++) {
    var lines = [], n = 1 + Math.floor(rnd() * 3);
    for (var k = 0; k < n; k++) {
      var g = goods[(i * 3 + k * 2 + Math.floor(rnd() * 2)) % goods.length];
      lines.push({ name: g[0], price: g[1], count: 1 + Math.floor(rnd() * 2) });
    }
    var who = people[Math.floor(rnd() * people.length)];
    orders.push({ ref: prefix + '-' + (20418 - i * 7), who: who[0], mail: who[1] + '@mail.example', state: states[i < 3 ? 0 : Math.floor(rnd() * 4)], date: new Date(Date.UTC(2026, 2, 9) - i * 41 * 3600000), lines: lines, shipping: n > 2 ? 0 : 4.9 });
  }
  function total(o) { return o.lines.reduce(function (s, l) { return s + l.price * l.count; }, o.shipping); }

  var filter = '', page = 0, back = null;
  function state(o) { return el('span', { class: 'pill ' + o.state[2], text: o.state[1] }); }

  function list() {
    var words = byId('find').value.trim().toLowerCase();
    var found = orders.filter(function (o) { return (!filter || o.state[0] === filter) && (!words || (o.ref + ' ' + o.who + ' ' + o.mail).toLowerCase().includes(words)); });
    var pages = Math.max(1, Math.ceil(found.length / size));
    page = Math.min(page, pages - 1);
    W.put(byId('filters'), [['', 'All']].concat(states).map(function (s) {
      return el('button', { class: 'chip', type: 'button', 'aria-pressed': String(filter === s[0]), text: s[1], on: { click: function () { filter = s[0]; page = 0; list(); byId('filters').querySelector('[aria-pressed="true"]').focus(); } } });
    }));
    byId('list').hidden = false;
    byId('order').hidden = true;
    W.put(byId('list'), found.length ? el('table', { class: 'orders' },
      el('thead', null, el('tr', null, el('th', { scope: 'col', text: 'Order' }), el('th', { scope: 'col', text: 'Status' }), el('th', { scope: 'col', class: 'num', text: 'Total' }))),
      el('tbody', null, found.slice(page * size, page * size + size).map(function (o) {
        return el('tr', null,
          el('td', null, el('button', { class: 'ref', type: 'button', text: o.ref, on: { click: function () { back = o.ref; open(o); } } }), el('span', { class: 'who', text: o.who })),
          el('td', null, state(o)), el('td', { class: 'num' }, money.format(total(o)), el('span', { class: 'who', text: day.format(o.date) })));
      }))) : el('p', { class: 'empty' }, 'No order matches “' + byId('find').value + '”.'),
    pages > 1 && el('div', { class: 'line between pages' },
      el('button', { class: 'btn', type: 'button', text: 'Newer', disabled: page === 0, on: { click: function () { page--; list(); } } }),
      el('span', { class: 'small quiet', text: (page + 1) + ' of ' + pages }),
      el('button', { class: 'btn', type: 'button', text: 'Older', disabled: page === pages - 1, on: { click: function () { page++; list(); } } })));
  }

  function open(o) {
    byId('list').hidden = true;
    byId('order').hidden = false;
    var close = el('button', { class: 'btn link', type: 'button', on: { click: function () {
      list();
      [].slice.call(document.querySelectorAll('.ref')).forEach(function (b) { if (b.textContent === back) { b.focus(); } });
    } } }, W.icon('back', 14), 'All orders');
    W.put(byId('order'), el('div', null, close),
      el('div', { class: 'line between' }, el('h2', { class: 'mono', text: o.ref }), state(o)),
      el('dl', { class: 'kv' }, el('dt', { text: 'Customer' }), el('dd', { text: o.who }), el('dt', { text: 'E-mail' }), el('dd', { text: o.mail }), el('dt', { text: 'Ordered' }), el('dd', { text: day.format(o.date) }), el('dt', { text: 'Store' }), el('dd', { text: store })),
      el('table', null, el('thead', null, el('tr', null, el('th', { scope: 'col', text: 'Item' }), el('th', { scope: 'col', class: 'num', text: 'Qty' }), el('th', { scope: 'col', class: 'num', text: 'Sum' }))),
        el('tbody', null, o.lines.map(function (l) { return el('tr', null, el('td', { text: l.name }), el('td', { class: 'num', text: l.count }), el('td', { class: 'num', text: money.format(l.price * l.count) })); }),
          el('tr', null, el('td', { text: 'Shipping' }), el('td'), el('td', { class: 'num', text: money.format(o.shipping) })),
          el('tr', { class: 'total' }, el('td', { text: 'Total' }), el('td'), el('td', { class: 'num', text: money.format(total(o)) })))),
      el('div', { class: 'cluster' }, el('button', { class: 'btn primary', type: 'button', on: { click: function () { W.copy(o.ref + ', ' + o.who + ', ' + o.state[1].toLowerCase() + ', ' + money.format(total(o)), 'Summary copied'); } } }, W.icon('copy', 14), 'Copy summary')));
    close.focus();
  }

  byId('find').addEventListener('input', function () { page = 0; list(); });
  W.roving(byId('filters'));
  list();
})();
