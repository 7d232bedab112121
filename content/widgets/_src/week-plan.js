(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var team = W.get('team', 'Support'), opens = Math.round(W.number('opens', 8, 0, 16)), hours = Math.round(W.number('hours', 12, 4, 24 - opens)), sunday = W.get('weekStart', 'monday') === 'sunday', h24 = W.flag('clock24', true);
  W.brand(W.get('accent'));
  byId('sub').textContent = team + ' · week 11';
  var names = ['Ada Quist', 'Ben Morrow', 'Chidi Eze', 'Dana Wolff', 'Emre Kaya', 'Fay Lund'];
  var days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  if (sunday) { days.unshift(days.pop()); }
  var rnd = W.random('plan ' + team), tasks = ['Chat', 'Phone', 'E-mail', 'Chat', 'Social'], plan = {};
  days.forEach(function (d) {
    plan[d] = names.map(function (n, i) {
      if (rnd() < (d[0] === 'S' ? 0.6 : 0.16)) { return null; }
      var long = Math.min(hours, 4 + Math.floor(rnd() * 4)), start = Math.floor(rnd() * (hours - long + 1));
      return { name: n, day: d, start: opens + start, end: opens + start + long, task: tasks[(i + Math.floor(rnd() * 5)) % 5], offered: false };
    });
  });
  var day = 'Wed', chosen = null;

  function clock(h) {
    if (h24) { return String(h % 24).padStart(2, '0') + ':00'; }
    return ((h + 11) % 12 + 1) + (h % 24 < 12 ? ' am' : ' pm');
  }
  function percent(h) { return (h - opens) / hours * 100; }

  function block(s) {
    var time = clock(s.start) + '–' + clock(s.end);
    var b = el('button', { class: 'shift' + (s.offered ? ' offered' : ''), type: 'button', 'aria-pressed': String(chosen === s), 'aria-label': s.name + ', ' + s.task + ', ' + time + (s.offered ? ', offered for a swap' : ''), title: s.task + ', ' + time,
      text: s.offered ? 'Offered' : s.task + (hours <= 14 ? ' · ' + (s.end - s.start) + ' h' : ''), on: { click: function () { chosen = chosen === s ? null : s; draw(true); } } });
    b.style.left = percent(s.start) + '%';
    b.style.width = (percent(s.end) - percent(s.start)) + '%';
    return b;
  }

  function axis() {
    var row = el('div', { class: 'axis', 'aria-hidden': 'true' });
    var step = innerWidth > 520 && h24 ? 2 : 4;
    for (var h = opens + step; h < opens + hours; h += step) {
      var t = el('span', { text: h24 ? clock(h).slice(0, 2) : clock(h) });
      t.style.left = percent(h) + '%';
      row.append(t);
    }
    return row;
  }

  function draw(keep) {
    W.put(byId('days'), days.map(function (d) {
      return el('button', { class: 'chip', type: 'button', text: d, 'aria-pressed': String(d === day), on: { click: function () { day = d; chosen = null; draw(); byId('days').querySelector('[aria-pressed="true"]').focus(); } } });
    }));
    var here = plan[day].filter(Boolean);
    byId('cover').textContent = here.length + ' of ' + names.length + ' agents, ' + here.reduce(function (s, x) { return s + x.end - x.start; }, 0) + ' h';
    var grid = byId('plan');
    grid.style.gridTemplateColumns = (innerWidth < 300 ? '56px' : '96px') + ' minmax(0, 1fr)';
    grid.style.setProperty('--hours', hours);
    W.put(grid, el('div'), axis(), names.map(function (n, i) {
      var s = plan[day][i];
      return [el('div', { class: 'name', text: innerWidth < 300 ? n.split(' ')[0] : n }), el('div', { class: 'lane' }, s ? block(s) : el('span', { class: 'off', text: 'off' }))];
    }).flat());
    byId('hint').hidden = Boolean(chosen);
    byId('chosen').hidden = !chosen;
    if (chosen) {
      W.put(byId('chosen'), el('span', null, el('b', { text: chosen.name }), ' · ' + chosen.task + ' · ' + day + ' ' + clock(chosen.start) + '–' + clock(chosen.end)),
        el('button', { class: 'btn' + (chosen.offered ? '' : ' primary'), type: 'button', on: { click: function () { chosen.offered = !chosen.offered; W.say(chosen.offered ? 'Offered to the team' : 'Offer withdrawn'); draw(true); } } }, W.icon('swap', 14), chosen.offered ? 'Withdraw' : 'Offer swap'));
      if (keep) { byId('plan').querySelector('[aria-pressed="true"]').focus(); }
    }
  }
  W.roving(byId('days'));
  var wait;
  addEventListener('resize', function () { clearTimeout(wait); wait = setTimeout(function () { draw(); }, 120); });
  draw();
})();
