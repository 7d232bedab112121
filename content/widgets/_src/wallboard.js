(function () {
  'use strict';
  var W = window.W, el = W.el, svg = W.svg, byId = W.byId;
  var queue = W.get('queue', 'General'), target = W.number('target', 80, 1, 100), frozen = false;
  W.brand(W.get('accent'));
  byId('title').textContent = queue;
  byId('sub').textContent = 'Wallboard · ' + W.get('tenant', 'demo tenant');
  var rnd = W.random('board ' + queue);
  var s = { waiting: 4, longest: 47, free: 3, agents: 12, level: 83, bars: [] };
  for (var i = 0; i < 12; i++) { s.bars.push(8 + Math.floor(rnd() * 24)); }

  function tile(label, value, tone, more) {
    return el('div', { class: 'card tile ' + tone }, el('span', { class: 'label', text: label }), el('b', { text: value }), el('span', { class: 'small quiet', text: more }));
  }

  function draw() {
    W.put(byId('tiles'),
      tile('Waiting', s.waiting, s.waiting > 8 ? 'bad' : s.waiting > 5 ? 'warn' : '', s.waiting > 8 ? 'over the limit' : 'in the queue'),
      tile('Longest wait', W.clock(s.longest), s.longest > 120 ? 'bad' : s.longest > 60 ? 'warn' : '', 'goal 1:00'),
      tile('Free agents', s.free, s.free ? '' : 'warn', 'of ' + s.agents),
      tile('Service level', s.level + ' %', s.level >= target ? 'good' : s.level >= target - 8 ? 'warn' : 'bad', (s.level >= target ? 'meets ' : 'below ') + target + ' %'));
    var top = Math.max.apply(null, s.bars);
    byId('peak').textContent = 'peak ' + top;
    W.put(byId('chart'), svg('svg', { viewBox: '0 0 240 60', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Answered per interval: ' + s.bars.join(', ') },
      s.bars.map(function (v, k) { return svg('rect', { x: k * 20 + 2, width: 16, y: 60 - v / top * 58, height: v / top * 58, rx: 1.5, class: k === 11 ? 'now' : '' }); })));
  }

  function near(v, step, min, max) { return Math.min(max, Math.max(min, v + Math.round((rnd() - 0.5) * 2 * step))); }
  setInterval(function () {
    if (frozen || document.hidden) { return; }
    s.waiting = near(s.waiting, 2, 0, 14);
    s.longest = s.waiting ? Math.max(5, s.longest > 150 ? 12 : s.longest + 3) : 0;
    s.free = near(s.free, 1, 0, s.agents);
    s.level = near(s.level, 1, 60, 99);
    s.bars[11] += Math.floor(rnd() * 3);
    if (s.bars[11] > 34) { s.bars.shift(); s.bars.push(4); }
    draw();
  }, 3000);
  byId('hold').addEventListener('click', function () {
    frozen = !frozen;
    byId('hold').setAttribute('aria-pressed', String(frozen));
  });
  draw();
})();
