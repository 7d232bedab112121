(function () {
  'use strict';
  var W = window.W, el = W.el, svg = W.svg, byId = W.byId;
  var team = W.get('team', 'All teams'), scale = W.number('scale', 5, 2, 10) > 5 ? 10 : 5, target = W.number('target', 4.3 * scale / 5, 1, scale), comments = W.flag('comments', true);
  W.brand(W.get('accent'));
  byId('sub').textContent = team;
  var all = ['Every channel', 'Chat', 'E-mail', 'Phone'];
  W.put(byId('channel'), all.map(function (c) { return el('option', { text: c, value: c }); }));
  var voices = [['Chat', 1, 'Quick, kind and clear. My parcel came the next day.'], ['E-mail', 0.9, 'Good answer, though I had to wait a day for it.'], ['Phone', 0.35, 'Explained my problem three times before anyone wrote it down.'], ['Chat', 0.95, 'The refund was there before I finished my coffee.'], ['Phone', 0.8, 'Friendly voice, short wait.']];

  function data(channel) {
    var rnd = W.random(team + channel), good = 0.62 + rnd() * 0.12, counts = [], left = 100;
    for (var v = scale; v >= 1; v--) {
      var n = v === 1 ? left : Math.round(left * (v === scale ? good : 0.48 + rnd() * 0.15));
      counts.push(n);
      left -= n;
    }
    var mean = counts.reduce(function (s, n, i) { return s + n * (scale - i); }, 0) / 100, trend = [];
    for (var d = 0; d < 14; d++) { trend.push(Math.max(1, Math.min(scale, mean + (rnd() - 0.55) * scale * 0.1 + (d - 13) * scale * 0.004))); }
    trend[13] = mean;
    return { counts: counts, mean: mean, trend: trend, answers: 120 + Math.floor(rnd() * 260) };
  }

  function ring(d) {
    var around = 2 * Math.PI * 50, share = (d.mean - 1) / (scale - 1), a = ((target - 1) / (scale - 1) * 360 - 90) * Math.PI / 180;
    return svg('svg', { viewBox: '0 0 120 120', role: 'img', 'aria-label': 'Mean ' + d.mean.toFixed(2) + ' of ' + scale + ', goal ' + target },
      svg('circle', { class: 'track', cx: 60, cy: 60, r: 50 }),
      svg('circle', { class: 'arc', cx: 60, cy: 60, r: 50, transform: 'rotate(-90 60 60)', 'stroke-dasharray': around, 'stroke-dashoffset': around * (1 - share) }),
      svg('line', { class: 'goal', x1: 60 + 43 * Math.cos(a), y1: 60 + 43 * Math.sin(a), x2: 60 + 58 * Math.cos(a), y2: 60 + 58 * Math.sin(a) }),
      svg('text', { class: 'score', x: 60, y: 65, text: d.mean.toFixed(scale > 5 ? 1 : 2) }), svg('text', { class: 'of', x: 60, y: 82, text: d.answers + ' answers' }));
  }

  function spark(d) {
    var low = Math.min.apply(null, d.trend) - 0.05, high = Math.max.apply(null, d.trend) + 0.05;
    var points = d.trend.map(function (v, i) { return (i / 13 * 260).toFixed(1) + ' ' + (44 - (v - low) / (high - low) * 40).toFixed(1); });
    return svg('svg', { viewBox: '0 0 260 46', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Daily mean: ' + d.trend.map(function (v) { return v.toFixed(1); }).join(', ') },
      svg('path', { class: 'area', d: 'M0 46L' + points.join('L') + 'L260 46z' }), svg('path', { class: 'stroke', d: 'M' + points.join('L') }));
  }

  function draw() {
    var channel = byId('channel').value || all[0], d = data(channel), up = d.mean - d.trend[0];
    W.put(byId('ring'), ring(d));
    byId('bars').className = 'bars' + (scale > 5 ? ' many' : '');
    W.put(byId('bars'), d.counts.map(function (n, i) {
      var b = el('b');
      b.style.width = n + '%';
      return el('div', null, el('span', { text: scale - i }), el('i', null, b), el('span', { text: n + ' %' }));
    }));
    W.put(byId('spark'), spark(d));
    W.put(byId('delta'), el('span', { class: 'pill ' + (d.mean >= target ? 'good' : 'warn'), text: (up >= 0 ? '▲ ' : '▼ ') + Math.abs(up).toFixed(2) + ' · goal ' + target + (d.mean >= target ? ' met' : ' missed') }));
    byId('saidTitle').hidden = !comments;
    W.put(byId('said'), comments ? voices.filter(function (v) { return channel === all[0] || v[0] === channel; }).map(function (v) {
      return el('li', null, el('span', { class: 'mark2' + (v[1] < 0.6 ? ' bad' : ''), text: Math.max(1, Math.round(v[1] * scale)) }), el('span', null, v[2], ' ', el('span', { class: 'small quiet', text: v[0] })));
    }) : []);
  }
  byId('channel').addEventListener('change', draw);
  draw();
})();
