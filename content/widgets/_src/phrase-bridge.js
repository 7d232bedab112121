(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var langs = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ar: 'العربية' };
  /* topic, English, German (formal | informal), French (formal | informal), Spanish (formal | informal), Arabic */
  var book = [
    ['Greeting', 'Hello, how can I help you?', 'Guten Tag, wie kann ich Ihnen helfen?|Hallo, wie kann ich dir helfen?', 'Bonjour, comment puis-je vous aider ?|Salut, comment puis-je t’aider ?', 'Buenos días, ¿en qué puedo ayudarle?|Hola, ¿en qué puedo ayudarte?', 'مرحبًا، كيف يمكنني مساعدتك؟'],
    ['Greeting', 'Thank you for your patience.', 'Vielen Dank für Ihre Geduld.|Danke für deine Geduld.', 'Merci de votre patience.|Merci de ta patience.', 'Gracias por su paciencia.|Gracias por tu paciencia.', 'شكرًا على صبرك.'],
    ['Order', 'Could you tell me your order number?', 'Könnten Sie mir Ihre Bestellnummer nennen?|Kannst du mir deine Bestellnummer nennen?', 'Pourriez-vous me donner votre numéro de commande ?|Peux-tu me donner ton numéro de commande ?', '¿Podría indicarme su número de pedido?|¿Puedes decirme tu número de pedido?', 'هل يمكنك إعطائي رقم طلبك؟'],
    ['Order', 'Your parcel is on its way.', 'Ihr Paket ist unterwegs.|Dein Paket ist unterwegs.', 'Votre colis est en route.|Ton colis est en route.', 'Su paquete está en camino.|Tu paquete está en camino.', 'طردك في الطريق.'],
    ['Order', 'The order was cancelled.', 'Die Bestellung wurde storniert.', 'La commande a été annulée.', 'El pedido ha sido cancelado.', 'تم إلغاء الطلب.'],
    ['Refund', 'We have sent your refund today.', 'Wir haben Ihre Erstattung heute veranlasst.|Wir haben deine Erstattung heute veranlasst.', 'Nous avons envoyé votre remboursement aujourd’hui.|Nous avons envoyé ton remboursement aujourd’hui.', 'Hoy hemos enviado su reembolso.|Hoy hemos enviado tu reembolso.', 'لقد أرسلنا المبلغ المسترد اليوم.'],
    ['Refund', 'It takes three to five working days.', 'Es dauert drei bis fünf Werktage.', 'Cela prend de trois à cinq jours ouvrés.', 'Tarda de tres a cinco días laborables.', 'يستغرق ذلك من ثلاثة إلى خمسة أيام عمل.'],
    ['Goodbye', 'Is there anything else I can do for you?', 'Kann ich sonst noch etwas für Sie tun?|Kann ich sonst noch etwas für dich tun?', 'Puis-je faire autre chose pour vous ?|Je peux faire autre chose pour toi ?', '¿Puedo hacer algo más por usted?|¿Puedo hacer algo más por ti?', 'هل هناك شيء آخر يمكنني فعله؟'],
    ['Goodbye', 'Have a nice day!', 'Einen schönen Tag noch!', 'Bonne journée !', '¡Que tenga un buen día!|¡Que tengas un buen día!', 'أتمنى لك يومًا سعيدًا!']
  ];
  var order = ['en', 'de', 'fr', 'es', 'ar'];
  function known(code, fallback) { code = String(code).slice(0, 2).toLowerCase(); return langs[code] ? code : fallback; }
  var from = known(W.get('from', 'en'), 'en'), to = known(W.get('to', 'de'), 'de'), topic = '', sign = W.get('signature', '');
  W.brand(W.get('accent'));
  byId('sub').textContent = W.get('team', 'Demo team');
  byId('formal').checked = W.flag('formal', true);
  byId('swap').append(W.icon('swap', 16));

  function phrase(p, code) {
    var both = p[order.indexOf(code) + 1].split('|');
    return both[byId('formal').checked ? 0 : both.length - 1];
  }
  function tokens(s) { return s.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []; }

  /* the nearest phrase of the book: shared words over all words */
  function nearest(text) {
    var have = tokens(text), best = null, most = 0;
    book.forEach(function (p) {
      p[order.indexOf(from) + 1].split('|').forEach(function (v) {
        var words = tokens(v), same = words.filter(function (w) { return have.includes(w); }).length;
        var s = 2 * same / (words.length + have.length);
        if (s > most) { most = s; best = p; }
      });
    });
    return most > 0.24 ? { p: best, exact: most > 0.99 } : null;
  }

  function options(select, current) {
    W.put(select, order.map(function (c) { return el('option', { value: c, text: langs[c], selected: c === current, lang: c }); }));
    select.value = current;
  }

  function result() {
    var text = byId('text').value.trim(), hit = text ? nearest(text) : null;
    if (!text || !hit) {
      W.put(byId('result'), el('p', { class: 'quiet', text: text ? 'No phrase comes near this. The demo knows a small phrasebook only.' : 'The customer’s text appears here.' }));
      return;
    }
    var out = phrase(hit.p, to) + (sign ? '\n' + sign : '');
    W.put(byId('result'), el('p', { class: 'said', lang: to, dir: to === 'ar' ? 'rtl' : 'ltr', text: out }),
      el('div', { class: 'cluster' }, el('button', { class: 'btn', type: 'button', on: { click: function () { W.copy(out, 'Copied in ' + langs[to]); } } }, W.icon('copy', 13), 'Copy'),
        el('span', { class: 'small quiet', text: hit.exact ? 'From the phrasebook' : 'Nearest phrase: check it first' })));
  }

  function draw() {
    options(byId('from'), from);
    options(byId('to'), to);
    byId('text').lang = from;
    byId('text').dir = from === 'ar' ? 'rtl' : 'ltr';
    W.put(byId('topics'), ['', 'Greeting', 'Order', 'Refund', 'Goodbye'].map(function (t) {
      return el('button', { class: 'chip', type: 'button', 'aria-pressed': String(t === topic), text: t || 'All', on: { click: function () { topic = t; draw(); byId('topics').querySelector('[aria-pressed="true"]').focus(); } } });
    }));
    W.put(byId('phrases'), book.filter(function (p) { return !topic || p[0] === topic; }).map(function (p) {
      return el('li', null, el('button', { class: 'rowbtn', type: 'button', on: { click: function () { byId('text').value = phrase(p, from); result(); } } },
        el('span', { lang: from, dir: from === 'ar' ? 'rtl' : 'ltr', text: phrase(p, from) }), el('span', { class: 'small quiet', lang: to, dir: to === 'ar' ? 'rtl' : 'ltr', text: phrase(p, to) })));
    }));
    result();
  }

  byId('from').addEventListener('change', function () { from = this.value; byId('text').value = ''; draw(); });
  byId('to').addEventListener('change', function () { to = this.value; draw(); });
  byId('formal').addEventListener('change', draw);
  byId('text').addEventListener('input', result);
  byId('swap').addEventListener('click', function () { var t = from; from = to; to = t; byId('text').value = ''; draw(); });
  W.roving(byId('topics'));
  byId('text').value = phrase(book[3], from);
  draw();
})();
