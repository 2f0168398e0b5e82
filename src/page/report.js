/* Script of report.html: sorts tables of groups, sorts and filters the articles. All is readable without it. */
"use strict";
(function () {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const byId = (id) => document.getElementById(id);

  /* Missing values stand last, whatever the direction. */
  function comparison(value, descending) {
    const sign = descending ? -1 : 1;
    return function (a, b) {
      const x = value(a), y = value(b);
      const noX = x === "" || Number.isNaN(x), noY = y === "" || Number.isNaN(y);
      if (noX || noY) return noX - noY;
      return sign * (typeof x === "number" ? x - y : collator.compare(x, y));
    };
  }

  /* ---- tables of groups ---- */
  function sortTable(table, column, descending) {
    const body = table.tBodies[0];
    const value = function (row) {
      const cell = row.cells[column];
      return column === 0 ? cell.textContent : cell.dataset.v === undefined ? NaN : Number(cell.dataset.v);
    };
    body.append(...Array.from(body.rows).sort(comparison(value, descending)));
    Array.from(table.tHead.rows[0].cells).forEach(function (cell, i) {
      if (i === column) cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
  }

  function makeSortable(table) {
    if (table.tBodies[0].rows.length < 2) return;
    Array.from(table.tHead.rows[0].cells).forEach(function (cell, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", function () {
        const now = cell.getAttribute("aria-sort");
        sortTable(table, column, now === null ? column > 0 : now === "ascending");
      });
    });
  }
  document.querySelectorAll("table.groups:not(.difference)").forEach(makeSortable);

  /* ---- articles ---- */
  const list = byId("list"), controls = byId("controls"), shown = byId("shown");
  if (list === null) return;
  const find = byId("find"), sort = byId("sort"), direction = byId("direction"), holds = byId("holds");
  const framing = byId("framing"), source = byId("source"), unfold = byId("unfold");
  const alone = unfold !== null;

  /* simple selectors alone: with a combinator, Chromium needs half a millisecond for each of many thousand rows */
  const rows = Array.from(list.children).map(function (item, order) {
    const origin = item.querySelector(".m"), date = origin.querySelector(".d"), source = origin.firstElementChild;
    return {
      item, order, data: item.dataset, text: null, title: item.querySelector(".t").textContent,
      source: source === null || source === date ? "" : source.textContent, date: date === null ? "" : date.textContent,
    };
  });
  rows.forEach(function (row) {
    row.shares = row.data.shares === undefined ? [] : row.data.shares.split(" ").map(Number);
    row.counts = row.data.counts.split(" ").map(Number);
  });

  function valueOf(key) {
    if (key === "order") return (row) => row.order;
    if (key === "n" || key === "tone") return (row) => (row.data[key] === undefined ? NaN : Number(row.data[key]));
    if (key === "title" || key === "source" || key === "date") return (row) => row[key];
    const label = Number(key.slice(1));
    return (row) => (row.shares.length > label ? row.shares[label] : NaN);
  }

  function applySort() {
    const compare = comparison(valueOf(sort.value), direction.value === "down");
    rows.sort((a, b) => compare(a, b) || a.order - b.order);
    /* one by one: of many thousand rows at once Chromium makes ten times the work */
    rows.forEach(function (row) {
      if (list.moveBefore) list.moveBefore(row.item, null);
      else list.appendChild(row.item);
    });
  }

  function textOf(row) {
    if (row.text === null) row.text = (alone ? row.item.textContent : row.title + " " + row.source + " " + row.date).toLowerCase();
    return row.text;
  }

  function applyFilter() {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter((word) => word !== "");
    const label = holds.value === "" ? -1 : Number(holds.value.slice(1));
    let n = 0;
    rows.forEach(function (row) {
      const fits = (label < 0 || row.counts[label] > 0) && (framing === null || framing.value === "" || row.data.framing === framing.value) &&
        (source.value === "" || row.source === source.value.slice(1)) && (words.length === 0 || words.every((word) => textOf(row).includes(word)));
      n += fits;
      if (row.item.hidden === fits) row.item.hidden = !fits;
    });
    const all = rows.length.toLocaleString("en") + (rows.length === 1 ? " article" : " articles");
    shown.textContent = n === rows.length ? all : n === 0 ? "No article fits" : n.toLocaleString("en") + " of " + all;
  }

  /* Sources to choose from; where they are very many, the field for text finds them. */
  function fillSources() {
    const counts = new Map();
    rows.forEach((row) => { if (row.source !== "") counts.set(row.source, (counts.get(row.source) || 0) + 1); });
    if (counts.size < 2 || counts.size > 500) return;
    Array.from(counts.keys()).sort(collator.compare).forEach(function (name) {
      const option = document.createElement("option");
      option.value = "=" + name;
      option.textContent = name + " (" + counts.get(name) + ")";
      source.append(option);
    });
    byId("source-label").hidden = false;
  }

  function setFolds(open) {
    rows.forEach((row) => { if (!open || !row.item.hidden) row.item.querySelector("details").open = open; });
    unfold.setAttribute("aria-expanded", String(open));
    unfold.textContent = open ? "Close all" : "Open all";
  }

  function reset() {
    find.value = holds.value = source.value = "";
    if (framing !== null) framing.value = "";
    applyFilter();
  }

  /* What a link names is shown, whatever is filtered or folded. */
  function follow() {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    const item = target === null ? null : target.closest("#list > li");
    if (item === null) return;
    if (item.hidden) reset();
    if (alone) item.querySelector("details").open = true;
    target.scrollIntoView();
  }

  let waiting = 0;
  find.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilter, 120);
  });
  [holds, framing, source].forEach((select) => { if (select !== null) select.addEventListener("change", applyFilter); });
  sort.addEventListener("change", function () {
    direction.value = ["order", "title", "source"].includes(sort.value) ? "up" : "down";
    applySort();
  });
  direction.addEventListener("change", applySort);
  byId("reset").addEventListener("click", reset);
  if (alone) unfold.addEventListener("click", () => setFolds(unfold.getAttribute("aria-expanded") !== "true"));
  window.addEventListener("hashchange", follow);
  fillSources();
  controls.hidden = false;
  follow();
})();
