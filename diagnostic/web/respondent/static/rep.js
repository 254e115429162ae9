// Comfort only: without this script every page works as well. Kept to what old WebViews understand (ES2018).
(function () {
  "use strict";
  var DAY = 864e5, PREFIX = "sd-draft.", doc = document, form = doc.getElementById("sitting"), pressed, busy, box;
  var words = "WORDS"[doc.documentElement.lang];
  try { box = window.localStorage; } catch (refused) { box = null; }

  function each(list, action) { Array.prototype.forEach.call(list, action); }
  function by(id) { return doc.getElementById(id); }

  // Drafts: only on a phone whose owner said so, under a hash of the address, gone after sending and after a day.
  function hash(text) {
    for (var a = 0xdeadbeef, b = 0x41c6ce57, at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(at), 1597334677);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  }
  var key = PREFIX + hash(location.pathname);
  function read(name) { try { return JSON.parse(box.getItem(name)); } catch (broken) { return null; } }
  function forget() { try { box.removeItem(key); } catch (refused) { /* nothing is there */ } }
  function sweep() {
    try {
      Object.keys(box).forEach(function (name) {
        if (name.indexOf(PREFIX) === 0 && !((read(name) || {}).until > Date.now())) box.removeItem(name);
      });
    } catch (refused) { /* no storage, no drafts */ }
  }
  function draft() { sweep(); return box && read(key); }
  function pairs() {
    var found = [];
    new FormData(form).forEach(function (value, name) { if (name !== "go") found.push([name, value]); });
    return found;
  }
  function keep(until) {
    try { box.setItem(key, JSON.stringify({ until: until, pairs: pairs() })); } catch (full) { /* then without */ }
  }
  function save() { var kept = draft(); if (kept) keep(kept.until); }
  function value(kept, name) { return (kept.pairs.filter(function (pair) { return pair[0] === name; })[0] || [])[1]; }
  function hide(name, value) {
    var field = doc.createElement("input");
    field.type = "hidden"; field.name = name; field.value = value;
    return field;
  }
  function resume(kept) {
    var again = doc.createElement("form"), at = value(kept, "at");
    again.method = "post";
    kept.pairs.concat([["go", at === "review" ? at : "page:" + at]]).forEach(function (pair) {
      again.appendChild(hide(pair[0], pair[1]));
    });
    doc.body.appendChild(again);
    again.submit();
  }
  function promise(own) {
    var kept = draft(), offer = by("draft"), fresh = !form.elements.carry.value;
    by("own").hidden = !box;
    own.checked = !!kept;
    own.addEventListener("change", function () {
      if (own.checked) keep(Date.now() + DAY); else { forget(); offer.hidden = true; }
    });
    if (!kept || !fresh || value(kept, "at") === "promise") return;
    offer.hidden = false;
    by("resume").addEventListener("click", function () { resume(kept); });
    by("forget").addEventListener("click", function () { forget(); offer.hidden = true; own.checked = false; });
  }

  // Sending: tried by script first, so that a lost connection leaves the rep on this page with all answers still in it.
  function say(words) { by("say").textContent = words; }
  function lost() { busy = false; say(words.lost); }
  function send() {
    if (busy) return;
    busy = true;
    say(words.sending);
    var body = new URLSearchParams(), stop = window.AbortController && new AbortController();
    pairs().forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append("go", "send");
    if (stop) setTimeout(function () { stop.abort(); }, 3e4);
    fetch(location.pathname, { method: "POST", body: body, credentials: "omit", signal: stop ? stop.signal : undefined })
      .then(function (answer) {
        if (answer.status >= 500) return lost();
        form.appendChild(hide("go", "send")); // the same sitting again is harmless, and brings the page
        form.submit();
      }, lost);
  }

  // Choosing and writing: how many are chosen, how much room is left.
  function limit(set) {
    var most = +set.dataset.most, count = doc.createElement("p");
    count.className = "hint"; count.setAttribute("role", "status");
    set.appendChild(count);
    function show(full) {
      var n = set.querySelectorAll(":checked").length;
      count.textContent = (full ? words.full : words.chosen).replace("{n}", n).replace("{k}", most);
    }
    set.addEventListener("change", function (event) {
      var over = set.querySelectorAll(":checked").length > most;
      if (over) event.target.checked = false;
      show(over);
    });
    show();
  }
  function room(field) {
    var count = doc.createElement("p"), zh = doc.documentElement.lang.indexOf("zh") === 0;
    count.className = "hint";
    field.parentNode.appendChild(count);
    function show() {
      var left = field.dataset.bytes - new TextEncoder().encode(field.value.trim()).length;
      var letters = Math.abs(Math.floor(left / (zh ? 3 : 1)));
      count.textContent = (left < 0 ? words.letters_over : words.letters_left).replace("{n}", letters);
    }
    field.addEventListener("input", show);
    show();
  }

  sweep();
  setInterval(sweep, 6e4);
  if (doc.querySelector("[data-over]")) forget();
  if (!form) return;
  if (by("own-phone")) promise(by("own-phone")); else { save(); form.addEventListener("input", save); }
  each(doc.querySelectorAll("[data-most]"), limit);
  each(doc.querySelectorAll("[data-bytes]"), room);
  if (by("errors")) by("errors").focus();
  form.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button");
    if (button) pressed = button.value;
  });
  form.addEventListener("submit", function (event) {
    var go = event.submitter ? event.submitter.value : pressed;
    if (go === "send") { event.preventDefault(); send(); }
    else if (navigator.onLine === false) { event.preventDefault(); lost(); }
  });
})();
