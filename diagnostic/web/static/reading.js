// Makes the charts of a report answer: pointing at a mark shows its row of the table behind the chart, and lights the
// same row wherever it stands. Everything it shows is on the page already; without it the charts are pictures.
(function () {
  "use strict";
  var MARK = /(?:^|; )(?:row|label|words): (.*?)(?:; [a-z_]+: |$)/;
  var charts = [];

  function rowsOf(figure) {
    return Array.prototype.slice.call(figure.querySelectorAll("tbody tr"));
  }

  // The row of a mark: by the key of its result, else by its words, else by the order in which marks come.
  function matches(names, rows) {
    var found = {};
    names.forEach(function (name, place) {
      var row = rows.filter(function (each) { return each.dataset.key === name; })[0] ||
        rows.filter(function (each) { return each.cells[0].textContent.trim() === name; })[0];
      found[name] = row || (names.length === rows.length ? rows[place] : null);
    });
    return found;
  }

  function words(row) {
    var heads = row.closest("table").tHead.rows[0].cells;
    return Array.prototype.map.call(row.cells, function (cell, place) {
      return { head: heads[place].textContent.trim(), text: cell.textContent.trim() };
    });
  }

  function light(row, on) {
    var key = row.dataset.key, name = row.cells[0].textContent.trim();
    charts.forEach(function (chart) {
      chart.marks.forEach(function (mark) {
        var same = mark.row === row || (key && mark.row.dataset.key === key) || mark.row.cells[0].textContent.trim() === name;
        mark.element.classList.toggle("dim", on && chart.has(name, row) && !same);
      });
    });
    document.querySelectorAll(".report tbody tr").forEach(function (each) {
      var same = each === row || (key && each.dataset.key === key) || each.cells[0].textContent.trim() === name;
      each.classList.toggle("lit", on && same);
    });
  }

  function tell(figure, row, event) {
    hush(figure);
    var tip = document.createElement("div"), all = words(row), box = figure.getBoundingClientRect();
    tip.className = "tip";
    all.forEach(function (each, place) {
      var line = document.createElement(place ? "span" : "strong");
      line.textContent = place ? each.head + ": " + each.text : each.text;
      tip.appendChild(line);
    });
    figure.appendChild(tip);
    var left = Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth - 4);
    var top = event.clientY - box.top + 14;
    tip.style.left = Math.max(left, 0) + "px"; // set by script, which the content policy allows; never in the page
    tip.style.top = top + "px";
  }

  function hush(figure) {
    var tip = figure.querySelector(".tip");
    if (tip) tip.remove();
  }

  function wake(figure, image, svg) {
    var rows = rowsOf(figure), names = [], found, marks = [];
    var labelled = Array.prototype.filter.call(svg.querySelectorAll("[aria-label]"), function (each) {
      return each.closest(".role-mark") && MARK.test(each.getAttribute("aria-label"));
    });
    function nameOf(each) { return MARK.exec(each.getAttribute("aria-label"))[1]; }
    labelled.forEach(function (each) { if (names.indexOf(nameOf(each)) < 0) names.push(nameOf(each)); });
    found = matches(names, rows);
    labelled.forEach(function (each) {
      var row = found[nameOf(each)];
      if (row) { each.setAttribute("data-at", ""); marks.push({ element: each, row: row }); }
    });
    if (!marks.length) return;
    svg.querySelectorAll("[aria-label], [role]").forEach(function (each) {
      each.removeAttribute("aria-label"); each.removeAttribute("role"); each.removeAttribute("aria-roledescription");
    });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", image.alt);
    image.replaceWith(svg);
    charts.push({ marks: marks, has: function (name, row) {
      return marks.some(function (mark) { return mark.row === row || mark.row.cells[0].textContent.trim() === name; });
    } });
    marks.forEach(function (mark) {
      mark.element.addEventListener("pointermove", function (event) { tell(figure, mark.row, event); });
      mark.element.addEventListener("pointerenter", function () { light(mark.row, true); });
      mark.element.addEventListener("pointerleave", function () { light(mark.row, false); hush(figure); });
    });
  }

  function load(figure) {
    var image = figure.querySelector(".drawn img");
    if (!image || !window.fetch || !figure.querySelector("tbody")) return;
    fetch(image.src, { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      var read = text && new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      if (read && read.nodeName === "svg") wake(figure, image, document.importNode(read, true));
    }).catch(function () { /* the picture stays */ });
  }

  // The contents say where one is.
  function follow() {
    if (!window.IntersectionObserver) return;
    var links = {};
    document.querySelectorAll(".toc a").forEach(function (link) { links[link.hash.slice(1)] = link; });
    var watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (each) {
        if (!each.isIntersecting) return;
        Object.keys(links).forEach(function (key) {
          links[key].classList.toggle("here", key === each.target.id);
          if (key === each.target.id) links[key].setAttribute("aria-current", "true");
          else links[key].removeAttribute("aria-current");
        });
      });
    }, { rootMargin: "-10% 0px -80% 0px" });
    document.querySelectorAll(".part").forEach(function (part) { watch.observe(part); });
  }

  // A link into a table that is folded away opens it.
  function unfold() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") target.open = true;
  }

  document.querySelectorAll("figure.chart").forEach(load);
  window.addEventListener("hashchange", unfold);
  follow();
  unfold();
})();
