/* Speaks the wire format of the Cards SDK: {cardId, type, …} to the parent, {type, context, …} back. */
(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId, host = W.host;
  var region = W.get('region', 'eu'), requests = 0, lines = [], t0 = Date.now();
  W.brand(W.get('accent'));
  byId('sub').textContent = W.get('workspace', 'Demo workspace') + ' · ' + region;

  function state() {
    var box = byId('state'), title, text;
    if (!host.inside) {
      title = 'Not inside Kustomer';
      text = 'This page must run inside Kustomer, which adds id and parentUrl to its address. Nothing is sent.';
      box.className = 'card state';
    } else if (!host.answered) {
      title = 'Waiting for Kustomer…';
      text = 'INITIALIZE was sent; a card that gets no answer is never shown.';
      box.className = 'card state wait';
    } else {
      title = 'Connected';
      text = 'Card ' + host.id + ' at ' + host.parentUrl;
      box.className = 'card state ok';
    }
    W.put(box, el('div', null, el('h2', { text: title }), el('p', { class: 'small quiet', text: text })));
    var open = host.context && host.context.widget && host.context.widget.isOpen;
    byId('open').className = 'pill dot ' + (open ? 'good' : '');
    byId('open').textContent = !host.answered ? 'no context' : open ? 'isOpen: true' : open === false ? 'isOpen: false' : 'isOpen: ?';
    byId('context').textContent = host.context ? readable(host.context) : 'No context yet.';
    [].slice.call(byId('buttons').children).forEach(function (b) { b.disabled = !host.inside; });
  }

  /* cyclic, huge or odd values must not stop the page */
  function readable(value) {
    try { return JSON.stringify(value, null, 2).slice(0, 4000); } catch (e) { return '(a value that cannot be written as JSON)'; }
  }

  function log(way, m) {
    var rest = {};
    Object.keys(m).forEach(function (k) { if (k !== 'type' && k !== 'cardId' && k !== 'context' && m[k] !== undefined) { rest[k] = m[k]; } });
    var more = Object.keys(rest).length ? readable(rest).replace(/\s+/g, ' ').slice(0, 160) : m.context ? '{ context }' : '';
    lines.unshift(el('li', { class: way }, el('span', { text: way === 'sent' ? '→' : '←', 'aria-label': way }), el('span', { class: 'when', text: '+' + ((Date.now() - t0) / 1000).toFixed(2) + 's' }), el('span', null, el('b', { text: String(m.type).slice(0, 40) }), ' ' + more)));
    lines = lines.slice(0, 60);
    W.put(byId('log'), lines);
  }

  host.listeners.push(function (way, m) {
    log(way, m);
    state();
  });

  function button(label, f) { return el('button', { class: 'btn', type: 'button', text: label, on: { click: f } }); }
  W.put(byId('buttons'),
    button('RESIZE', function () { host.send('RESIZE', { height: Number(byId('height').value) || host.height(), width: Number(byId('width').value) || innerWidth }); }),
    button('OPEN', function () { host.send('OPEN', {}); }),
    button('CLOSE', function () { host.send('CLOSE', {}); }),
    button('REQUEST', function () { host.send('REQUEST', { requestId: 'r' + (++requests), method: 'GET', url: '/v1/customers/current', body: null }); }));
  function measure() { // a frame may be loaded while it is hidden
    if (!innerHeight) { return; }
    byId('height').value = innerHeight;
    byId('width').value = innerWidth;
    removeEventListener('resize', measure);
  }
  addEventListener('resize', measure);
  measure();
  byId('clear').addEventListener('click', function () { lines = []; W.put(byId('log'), el('li', { class: 'quiet' }, el('span'), el('span'), el('span', { text: 'No messages yet.' }))); });
  byId('clear').click();
  state();
})();
