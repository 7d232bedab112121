(function () {
  'use strict';
  var W = window.W, el = W.el, byId = W.byId;
  var queue = W.get('queue', 'General'), wrapUp = W.number('wrapup', 20, 0, 300), record = W.flag('record', false);
  W.brand(W.get('accent'));
  byId('sub').textContent = queue + ' · ' + W.get('tenant', 'demo tenant');

  var people = [['Mira Okafor', '+1 555 0134'], ['Jonas Feld', '+49 30 555 0187'], ['Lucie Marchand', '+33 1 55 50 01 22'], ['Tom Ashby', '+44 20 5550 0178']];
  var call = null, ticker = null, turn = 0;

  /* tones: made only while somebody presses a key */
  var audio = null;
  var pairs = { 1: [697, 1209], 2: [697, 1336], 3: [697, 1477], 4: [770, 1209], 5: [770, 1336], 6: [770, 1477], 7: [852, 1209], 8: [852, 1336], 9: [852, 1477], '*': [941, 1209], 0: [941, 1336], '#': [941, 1477] };
  function tone(key) {
    try {
      audio = audio || new AudioContext();
      var gain = audio.createGain();
      gain.gain.setValueAtTime(0.04, audio.currentTime);
      gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.16);
      gain.connect(audio.destination);
      pairs[key].forEach(function (f) {
        var o = audio.createOscillator();
        o.frequency.value = f;
        o.connect(gain);
        o.start();
        o.stop(audio.currentTime + 0.17);
      });
    } catch (e) { /* no sound here; the digit is shown all the same */ }
  }

  var letters = { 1: '', 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ', '*': '', 0: '+', '#': '' };
  function pad(target, press) {
    W.put(target, '123456789*0#'.split('').map(function (k) {
      return el('button', { class: 'key', type: 'button', 'aria-label': k === '*' ? 'star' : k === '#' ? 'hash' : k, on: { click: function () { tone(k); press(k); } } }, k, el('span', { text: letters[k], 'aria-hidden': 'true' }));
    }));
  }
  pad(byId('keys'), function (k) { byId('number').value += k; });
  pad(byId('tonePad'), function (k) {
    call.tones += k;
    byId('tones').textContent = 'Sent: ' + call.tones.slice(-18);
  });
  byId('erase').append(W.icon('erase', 18));
  byId('erase').addEventListener('click', function () { byId('number').value = byId('number').value.slice(0, -1); });
  byId('call').append(W.icon('phone'), 'Call');
  byId('end').append(W.icon('hangup'), 'End call');
  byId('accept').append(W.icon('phone', 18));
  byId('decline').append(W.icon('hangup', 18));

  function initials(name) {
    var m = name.match(/\p{L}+/gu);
    return m ? (m[0][0] + (m.length > 1 ? m[m.length - 1][0] : '')).toUpperCase() : '#';
  }

  function begin(name, detail, connected) {
    call = { name: name, detail: detail, since: connected ? Date.now() : 0, muted: false, held: false, tones: '', pad: false };
    byId('presence').value = 'Away';
    byId('incoming').hidden = true;
    draw();
    if (!connected) {
      setTimeout(function () { if (call && !call.since) { call.since = Date.now(); draw(); } }, 1800);
    }
    clearInterval(ticker);
    ticker = setInterval(time, 500);
    byId('end').focus();
  }

  function time() {
    if (call) { byId('timer').textContent = call.since ? W.clock((Date.now() - call.since) / 1000) : ' '; }
  }

  function toggle(label, name, on, change) {
    return el('button', { class: 'act', type: 'button', 'aria-pressed': String(on), on: { click: function () { change(); draw(label); } } }, el('i', null, W.icon(name, 18)), label);
  }

  function draw(focus) {
    byId('idle').hidden = Boolean(call);
    byId('live').hidden = !call;
    byId('simulate').disabled = Boolean(call);
    if (!call) { return; }
    byId('avatar').textContent = initials(call.name);
    byId('who').textContent = call.name;
    byId('state').textContent = !call.since ? 'Calling…' : call.held ? 'On hold' : call.muted ? 'You are muted' : call.detail;
    byId('rec').hidden = !(record && call.since);
    byId('rec').textContent = call.held ? 'Recording paused' : 'Recording';
    byId('tones').textContent = call.tones ? 'Sent: ' + call.tones.slice(-18) : '';
    W.put(byId('actions'),
      toggle('Mute', call.muted ? 'micoff' : 'mic', call.muted, function () { call.muted = !call.muted; }),
      toggle('Hold', call.held ? 'play' : 'pause', call.held, function () { call.held = !call.held; }),
      toggle('Keypad', 'keypad', call.pad, function () { call.pad = !call.pad; }));
    byId('avatar').hidden = call.pad;
    byId('tonePad').hidden = !call.pad;
    if (focus) {
      [].slice.call(byId('actions').children).forEach(function (b) { if (b.textContent === focus) { b.focus(); } });
    }
    time();
  }

  function finish() {
    var seconds = call && call.since ? (Date.now() - call.since) / 1000 : 0;
    call = null;
    clearInterval(ticker);
    draw();
    if (!wrapUp || !seconds) { byId('presence').value = 'Available'; return; }
    byId('presence').value = 'Wrap-up';
    W.say('Call ended after ' + W.clock(seconds) + '. Wrap-up: ' + wrapUp + ' s.');
    setTimeout(function () { if (!call && byId('presence').value === 'Wrap-up') { byId('presence').value = 'Available'; } }, wrapUp * 1000);
  }

  byId('call').addEventListener('click', function () {
    var n = byId('number').value.trim();
    if (!n) { W.say('Type a number first'); byId('number').focus(); return; }
    begin(n, 'Outgoing · ' + queue, false);
  });
  byId('number').addEventListener('keydown', function (e) { if (e.key === 'Enter') { byId('call').click(); } });
  byId('end').addEventListener('click', finish);

  var ringing = null;
  byId('simulate').addEventListener('click', function () {
    ringing = people[turn++ % people.length];
    byId('ringName').textContent = ringing[0];
    byId('ringNumber').textContent = ringing[1] + ' · ' + queue;
    byId('incoming').hidden = false;
    byId('accept').focus();
  });
  byId('accept').addEventListener('click', function () { begin(ringing[0], ringing[1], true); });
  byId('decline').addEventListener('click', function () { byId('incoming').hidden = true; W.say('Sent to voicemail'); });

  /* the microphone, only when asked */
  var meter = byId('meter'), stream = null;
  for (var i = 0; i < 12; i++) { meter.append(el('i')); }
  function label(text) { W.put(byId('mic'), W.icon('mic', 15), text); }
  function note(text) { byId('micNote').textContent = text; byId('micNote').hidden = !text; }
  label('Check microphone');

  function level(value) {
    meter.setAttribute('aria-valuenow', Math.round(value * 100));
    [].slice.call(meter.children).forEach(function (bar, k) {
      bar.className = k < Math.round(value * 12) ? k > 9 ? 'hot' : 'on' : '';
    });
  }

  function listen(s) {
    stream = s;
    label('Stop');
    note('');
    audio = audio || new AudioContext();
    audio.resume();
    var analyser = audio.createAnalyser(), data = new Uint8Array(256);
    analyser.fftSize = 256;
    audio.createMediaStreamSource(s).connect(analyser);
    (function frame() {
      if (!stream) { level(0); return; }
      analyser.getByteTimeDomainData(data);
      var peak = 0;
      for (var k = 0; k < data.length; k++) { peak = Math.max(peak, Math.abs(data[k] - 128)); }
      level(Math.min(1, peak / 90));
      setTimeout(frame, 60);
    })();
  }

  /* what the allow attribute of the frame comes to; null where a browser does not tell */
  function allowed() {
    var policy = document.permissionsPolicy || document.featurePolicy;
    return policy && policy.allowsFeature ? policy.allowsFeature('microphone') : null;
  }

  function refused(e) {
    if (e.name === 'NotFoundError') { return 'No microphone was found.'; }
    if (e.name === 'SecurityError' && window.parent !== window) {
      return 'This frame ' + (allowed() ? 'is granted the microphone' : 'asks for the microphone') + ', but a browser gives no device to a sandbox without an origin. Opened alone, the meter works.';
    }
    return e.name === 'NotAllowedError' ? 'You, or the settings of this browser, refused the microphone.' : 'The microphone cannot be used: ' + e.name + '.';
  }

  byId('mic').addEventListener('click', function () {
    if (stream) {
      stream.getTracks().forEach(function (t) { t.stop(); });
      stream = null;
      label('Check microphone');
      return;
    }
    if (allowed() === false) {
      note('The page around this one does not grant the microphone (iframePermissions).');
      return;
    }
    if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
      note('A browser gives the microphone to https pages only.');
      return;
    }
    navigator.mediaDevices.getUserMedia({ audio: true }).then(listen, function (e) { note(refused(e)); });
  });
})();
