// The page as it was sent before and the page as it is sent now are compared, and what differs is changed in the page
// that is shown. That one is never compared itself: scripts have changed it, and what they did is to stay.

// What the stage keeps up to date by itself, from the data that it is told.
var kept = "[data-ground], [data-screens], [data-controls], [data-host], [data-size], [data-warn], [data-address], " +
  "[data-moved], [data-reason], [data-causes], [data-life]";

// sync makes of an element what the difference of old and next asks for.
function sync(live, old, next) {
  if (old.isEqualNode(next)) return;
  if (live.matches(".stage [data-ground]") && !framed(old, next)) throw new Error("there is a preview now, or none any more");
  if (live.matches("#preview *") && live.matches(kept)) return;
  attributes(live, old, next);
  if (branch(old) && branch(next) && paired(live, old)) children(live, old, next);
  else if (holdsFrame(live)) throw new Error("the preview would go");
  else live.replaceChildren(...imported(Array.from(next.childNodes)));
}

// framed tells whether the stage has a frame both before and now: only then its script runs.
function framed(old, next) {
  return !old.querySelector(".stage-note") && !next.querySelector(".stage-note");
}

function holdsFrame(node) {
  return node.matches("[data-ground]") || Boolean(node.querySelector("[data-ground]"));
}

function attributes(live, old, next) {
  new Set([...old.getAttributeNames(), ...next.getAttributeNames()]).forEach(function (name) {
    var now = next.getAttribute(name);
    if (old.getAttribute(name) === now) return;
    if (now === null) live.removeAttribute(name); else live.setAttribute(name, now);
  });
}

// branch tells whether an element holds elements and no text of its own.
function branch(node) {
  return node.children.length > 0 && Array.from(node.childNodes).every(function (child) {
    return child.nodeType !== Node.TEXT_NODE || blank(child);
  });
}

// paired tells whether the children are still those that were sent.
function paired(live, old) {
  var lives = parts(live);
  return lives.length === old.children.length && lives.every(function (child, i) {
    return child.localName === old.children[i].localName;
  });
}

// parts are the children of a part of the page but for those that its scripts have put there.
function parts(live) {
  return Array.from(live.children).filter(function (child) { return !child.hasAttribute("data-made"); });
}

// children changes, adds and removes the children of an element.
function children(live, old, next) {
  var lives = parts(live), olds = Array.from(old.children), news = Array.from(next.children);
  var from = 0, oldEnd = olds.length, newEnd = news.length;
  while (from < oldEnd && from < newEnd && olds[from].isEqualNode(news[from])) from++;
  while (oldEnd > from && newEnd > from && olds[oldEnd - 1].isEqualNode(news[newEnd - 1])) { oldEnd--; newEnd--; }
  var at = from, end = lives[oldEnd] || trailing(live);
  for (var i = from; i < newEnd; i++) {
    var k = at;
    while (k < oldEnd && !same(olds[k], news[i])) k++;
    if (k === oldEnd) {
      insert(live, news[i], at < oldEnd ? lives[at] : end);
      continue;
    }
    while (at < k) drop(lives[at++]);
    sync(lives[at], olds[at], news[i]);
    at++;
  }
  while (at < oldEnd) drop(lives[at++]);
}

// trailing is the first of the parts at the end that scripts have put there.
function trailing(live) {
  var first = null;
  for (var node = live.lastElementChild; node && node.hasAttribute("data-made"); node = node.previousElementSibling) first = node;
  return first;
}

// same tells whether two elements stand for the same thing, before and now.
function same(a, b) {
  return a.localName === b.localName && a.id === b.id && (a.id !== "" || a.classList[0] === b.classList[0]);
}

// insert and drop take the white space before an element along: it is seen between words.
function insert(live, node, before) {
  var copy = imported([node])[0];
  live.insertBefore(copy, before);
  if (blank(node.previousSibling)) copy.before(node.previousSibling.data);
}

function drop(node) {
  if (holdsFrame(node)) throw new Error("the preview would go");
  if (blank(node.previousSibling)) node.previousSibling.remove();
  node.remove();
}

function blank(node) { return Boolean(node) && node.nodeType === Node.TEXT_NODE && !node.data.trim(); }

// imported copies nodes into the page. What is for browsers without scripts was parsed as if this were one.
function imported(nodes) {
  return nodes.map(function (node) {
    var copy = document.importNode(node, true);
    if (copy.querySelectorAll) {
      copy.querySelectorAll("noscript").forEach(function (n) { n.textContent = n.innerHTML; });
    }
    return copy;
  });
}

/* ---- what a person has done ---- */

// remember notes what is open, and where the focus is; the function that it returns brings both back to where they
// were replaced.
function remember() {
  var details = Array.from(document.querySelectorAll("details")), open = new Map();
  details.forEach(function (node) { open.set(called(node), node.open); });
  var focused = document.activeElement, name = focused && called(focused);
  var value = focused && "selectionStart" in focused ? focused.value : null;
  return function () {
    document.querySelectorAll("details").forEach(function (node) {
      if (details.indexOf(node) < 0 && open.has(called(node))) node.open = open.get(called(node));
    });
    if (!focused || focused === document.body || focused.isConnected) return;
    var again = Array.from(document.querySelectorAll(focused.localName)).find(function (node) { return called(node) === name; });
    if (!again) return;
    if (value !== null && !again.value) again.value = value;
    again.focus({ preventScroll: true });
  };
}

// called is how an element is found again in a part that was replaced.
function called(node) {
  if (node.id) return node.id;
  var within = node.parentElement && node.parentElement.closest("[id]");
  var words = node.localName === "details" ? node.querySelector("summary") : node;
  return [within ? within.id : "", node.localName, node.getAttribute("name") || node.getAttribute("href") || "",
    (words && words.textContent || "").replace(/\d+/g, "").trim().slice(0, 80)].join(" ");
}
