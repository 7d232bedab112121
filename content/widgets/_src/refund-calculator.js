(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var store = W.get('store', 'Demo store'), tag = W.locale('locale', 'en-US'), cur = W.currency('currency', 'EUR');
  var feeDefault = W.number('restockingFee', 0, 0, 50), shipDefault = W.flag('refundShipping', false), shipping = 4.9;
  W.brand(W.get('accent'));
  byId('sub').textContent = store + ' · ' + W.get('prefix', 'OL') + '-20418';
  var money = new Intl.NumberFormat(tag, { style: 'currency', currency: cur });
  var items = [['Walnut desk lamp', 64, 1], ['Linen notebook, set of 3', 18.5, 2], ['Enamel mug', 12.5, 4]].map(function (i) { return { name: i[0], price: i[1], bought: i[2], back: 0 }; });

  function step(item, by) {
    var label = by > 0 ? 'One more of ' : 'One less of ';
    return el('button', { type: 'button', text: by > 0 ? '+' : '−', 'aria-label': label + item.name, disabled: by > 0 ? item.back === item.bought : item.back === 0,
      on: { click: function () { item.back += by; draw(label + item.name); } } });
  }

  function numbers() {
    var goods = items.reduce(function (s, i) { return s + i.price * i.back; }, 0);
    var percent = Math.min(50, Math.max(0, Number(byId('fee').value) || 0));
    var fee = Math.round(goods * percent) / 100, ship = goods > 0 && byId('ship').checked ? shipping : 0;
    return { goods: goods, percent: percent, fee: fee, ship: ship, total: goods - fee + ship };
  }

  function draw(focus) {
    W.put(byId('items'), items.map(function (i) {
      return el('tr', null, el('td', null, i.name), el('td', { class: 'num', text: money.format(i.price) }),
        el('td', { class: 'num' }, el('span', { class: 'step' }, step(i, -1), el('output', { text: i.back + '/' + i.bought, 'aria-label': i.back + ' of ' + i.bought }), step(i, 1))));
    }));
    var n = numbers();
    function line(name, value, cls) { return [el('span', { class: cls, text: name }), el('span', { class: 'num ' + (cls || ''), text: value })]; }
    W.put(byId('sum'), line('Goods', money.format(n.goods)), line('Restocking fee, ' + n.percent + ' %', (n.fee ? '−' : '') + money.format(n.fee)), line('Shipping', money.format(n.ship)), line('Refund', money.format(n.total), 'big'));
    if (focus) {
      var b = [].slice.call(document.querySelectorAll('.step button')).find(function (x) { return x.getAttribute('aria-label') === focus; });
      if (b) { (b.disabled ? b.parentNode.querySelector('button:not(:disabled)') : b).focus(); }
    }
  }

  function reset() {
    items.forEach(function (i, k) { i.back = k === 0 ? 1 : 0; });
    byId('fee').value = feeDefault;
    byId('ship').checked = shipDefault;
    draw();
  }

  byId('fee').addEventListener('input', function () { draw(); });
  byId('ship').addEventListener('change', function () { draw(); });
  byId('reset').addEventListener('click', reset);
  byId('copy').addEventListener('click', function () {
    var n = numbers();
    W.copy('Refund ' + money.format(n.total) + ' for ' + items.filter(function (i) { return i.back; }).map(function (i) { return i.back + ' × ' + i.name; }).join(', '), 'Note copied');
  });
  reset();
})();
