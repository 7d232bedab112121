(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var space = W.get('space', 'Help desk'), limit = Math.round(W.number('limit', 6, 1, 20)), sign = W.get('signature', ''), drafts = W.flag('drafts', false);
  W.brand(W.get('accent'));
  byId('sub').textContent = space;
  var articles = [
    ['Where is my parcel?', 'Shipping', 'Ask for the order number, then open the parcel tracker. A parcel without a scan for five working days counts as lost.', ['Find the order by number or e-mail', 'Compare the last scan with today', 'After five days, offer a new parcel or the money']],
    ['Changing a delivery address', 'Shipping', 'An address can be changed until the label is printed. After that, only the carrier can redirect the parcel.', ['Check that the order is still open', 'Ask for the full new address', 'Confirm the change in writing']],
    ['Returns within 30 days', 'Returns', 'Unused goods come back within 30 days of delivery. The refund goes to the card or account that paid.', ['Create a return label', 'Tell the customer which items it covers', 'Refund once the parcel is scanned']],
    ['Refund takes longer than a week', 'Returns', 'Banks need three to five working days after we have sent the money. Share the reference so that the customer can ask the bank.', ['Look up the refund reference', 'Check the date it was sent', 'Escalate after ten working days']],
    ['A gift card is not accepted', 'Payment', 'Gift cards work in the currency they were bought in and cannot be joined with a voucher.', ['Compare card and shop currency', 'Remove the voucher and try again', 'Send the balance by e-mail']],
    ['Paying by invoice', 'Payment', 'Business customers can pay by invoice after one prepaid order. The limit rises with each order that is paid in time.', ['Check the account type', 'Verify the tax number', 'Switch on invoice payment']],
    ['Signing in fails', 'Account', 'Most sign-in trouble is an old address or a link that is older than an hour.', ['Confirm the address on file', 'Send a fresh link', 'Ask for the time shown in the message']],
    ['Deleting an account', 'Account', 'We delete accounts within 30 days and keep invoices as the law asks. The customer gets two messages.', ['Verify the customer', 'Start the deletion', 'Explain what is kept and why']],
    ['Damaged on arrival', 'Returns', 'Ask for two photos: the parcel from outside and the damage. No return is needed below 40 in any currency.', ['Ask for two photos', 'Offer a new item or the money', 'Report the damage to the carrier']],
    ['Draft: subscriptions on hold', 'Account', 'Subscriptions can rest for up to three months. The price at the end is the price of that day.', ['Open the subscription', 'Choose the date it resumes', 'Confirm by e-mail']]
  ].map(function (a, i) { return { title: a[0], topic: a[1], body: a[2], steps: a[3], draft: /^Draft/.test(a[0]), views: 40 + (i * 37) % 160 }; })
    .filter(function (a) { return drafts || !a.draft; });
  var topic = '';

  function wordsOf(text) { return text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) || []; }
  function score(a, words) {
    return words.reduce(function (s, w) {
      return s + (a.title.toLowerCase().includes(w) ? 5 : 0) + (a.body.toLowerCase().includes(w) ? 2 : 0) + (a.steps.join(' ').toLowerCase().includes(w) ? 1 : 0);
    }, 0);
  }

  /* marks the words found; pieces are text nodes, never markup */
  function marked(text, words) {
    if (!words.length) { return [text]; }
    var expr = new RegExp('(' + words.map(function (w) { return w.replace(/[^\p{L}\p{N}]/gu, ''); }).join('|') + ')', 'giu');
    return text.split(expr).map(function (part, i) { return i % 2 ? el('mark', { text: part }) : part; });
  }

  function draw() {
    var words = wordsOf(byId('ask').value);
    W.put(byId('topics'), ['', 'Shipping', 'Returns', 'Payment', 'Account'].map(function (t) {
      return el('button', { class: 'chip', type: 'button', 'aria-pressed': String(t === topic), text: t || 'Everything', on: { click: function () { topic = t; draw(); byId('topics').querySelector('[aria-pressed="true"]').focus(); } } });
    }));
    var hits = articles.filter(function (a) { return !topic || a.topic === topic; }).map(function (a) { return { a: a, s: words.length ? score(a, words) : 1 + a.views / 1000 }; })
      .filter(function (h) { return h.s > 0; }).sort(function (x, y) { return y.s - x.s; });
    byId('found').textContent = !words.length ? 'Most read' : hits.length ? hits.length + (hits.length === 1 ? ' answer' : ' answers') : 'Nothing found. Try fewer words.';
    W.put(byId('hits'), hits.slice(0, limit).map(function (h) {
      return el('li', null, el('button', { class: 'hit', type: 'button', on: { click: function () { open(h.a, this); } } },
        el('b', null, marked(h.a.title, words)), el('span', { class: 'text' }, marked(h.a.body, words)),
        el('span', { class: 'foot' }, el('span', { text: h.a.topic }), el('span', { class: 'quiet', text: h.a.views + ' reads this week' }))));
    }));
  }

  function open(a, from) {
    byId('desk').hidden = true;
    byId('article').hidden = false;
    function close() { byId('article').hidden = true; byId('desk').hidden = false; from.focus(); }
    var answer = a.body + (sign ? '\n\n' + sign : '');
    W.put(byId('article'),
      el('div', null, el('button', { class: 'btn link', type: 'button', on: { click: close } }, W.icon('back', 14), 'All answers')),
      el('div', { class: 'cluster' }, el('span', { class: 'pill', text: a.topic }), a.draft && el('span', { class: 'pill warn', text: 'Draft' })),
      el('h2', { text: a.title }), el('p', { class: 'body', text: a.body }),
      el('ol', null, a.steps.map(function (s) { return el('li', null, s); })),
      sign && el('p', { class: 'small quiet', text: 'Signed: ' + sign }),
      el('div', { class: 'cluster' }, el('button', { class: 'btn primary', type: 'button', on: { click: function () { W.copy(answer, 'Answer copied'); } } }, W.icon('copy', 14), 'Copy answer')),
      el('div', { class: 'cluster useful' }, el('span', { class: 'small quiet', text: 'Did this help?' }), ['Yes', 'No'].map(function (v) {
        return el('button', { class: 'chip', type: 'button', text: v, on: { click: function () { W.say(v === 'Yes' ? 'Noted, thank you' : 'Noted; the author will see it'); } } });
      })));
    byId('article').focus();
  }

  byId('ask').addEventListener('input', draw);
  byId('article').addEventListener('keydown', function (e) { if (e.key === 'Escape') { byId('article').querySelector('.btn').click(); } });
  W.roving(byId('topics'));
  draw();
})();
