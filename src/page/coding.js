"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const items = data.items;
  const COLUMNS = ["article", "paragraph", "stratum", "probability", "label", "note", "title", "text", "coder"];
  const RESERVED = "jkun";

  /* ---- State, kept in the browser under the name of this set of items ---- */
  const storageKey = "slant-coding-" + data.set;
  const fresh = () => ({ codes: items.map(() => ({ label: "", note: "" })), at: 0, coder: "", shortcuts: true });
  let storage = null;
  try {
    storage = window.localStorage;
    storage.setItem(storageKey + "-test", "1");
    storage.removeItem(storageKey + "-test");
  } catch (error) {
    storage = null;
  }
  function restore() {
    try {
      const kept = JSON.parse(storage.getItem(storageKey));
      if (!kept || !Array.isArray(kept.codes) || kept.codes.length !== items.length) return fresh();
      const state = fresh();
      kept.codes.forEach((code, i) => {
        if (data.labels.includes(code.label)) state.codes[i].label = code.label;
        if (typeof code.note === "string") state.codes[i].note = code.note;
      });
      if (Number.isInteger(kept.at) && kept.at >= 0 && kept.at < items.length) state.at = kept.at;
      if (typeof kept.coder === "string") state.coder = kept.coder;
      state.shortcuts = kept.shortcuts !== false;
      return state;
    } catch (error) {
      return fresh();
    }
  }
  const state = storage ? restore() : fresh();
  const history = [];
  let unsaved = false;
  let finished = false;

  function keep() {
    unsaved = true;
    if (!storage) return;
    try {
      storage.setItem(storageKey, JSON.stringify(state));
    } catch (error) {
      storage = null;
      warnStorage();
    }
  }

  /* ---- Small helpers ---- */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick" || name === "oninput" || name === "onchange" || name === "onkeydown") element[name] = value;
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }
  const button = (text, onclick, attributes) => make("button", Object.assign({ type: "button", onclick }, attributes), text);
  const plural = (n, one, many) => n + " " + (n === 1 ? one : many);
  const countDone = () => state.codes.filter((code) => code.label !== "").length;

  /* One digit a label, and the first letter of its name that is free. */
  const keysOf = new Map();
  const labelOfKey = new Map();
  data.labels.forEach((label, i) => {
    const keys = i < 9 ? [String(i + 1)] : [];
    const letter = [...label.toLowerCase()].find((c) => c >= "a" && c <= "z" && !RESERVED.includes(c) && !labelOfKey.has(c));
    if (letter) keys.push(letter);
    keys.forEach((key) => labelOfKey.set(key, label));
    keysOf.set(label, keys);
  });

  /* ---- The page ---- */
  const app = document.getElementById("app");
  const count = make("span", { id: "count" });
  const bar = make("progress", { max: items.length, value: 0, "aria-label": "Coded paragraphs" });
  const live = make("p", { role: "status", "aria-live": "polite", class: "aside", id: "live" });
  const notice = make("p", { role: "alert", class: "notice", hidden: true });
  const file = make("input", { type: "file", accept: ".csv,text/csv", class: "aside", id: "file", onchange: load });
  const place = make("h2", { tabindex: "-1", id: "place", "aria-describedby": "text" });
  const title = make("p", { class: "article", dir: "auto" });
  const before = make("p", { class: "context", dir: "auto" });
  const text = make("p", { class: "paragraph", id: "text", dir: "auto" });
  const after = make("p", { class: "context", dir: "auto" });
  const labelButtons = data.labels.map((label) =>
    make("button", { type: "button", "aria-pressed": "false", "aria-keyshortcuts": keysOf.get(label).join(" "), onclick: () => choose(label) },
      make("span", { class: "name" }, label),
      make("span", { class: "keys", "aria-hidden": "true" }, ...keysOf.get(label).map((key) => make("kbd", {}, key)))));
  const model = make("p", { class: "model", id: "model", hidden: true });
  const undoButton = button("Undo", undo, { id: "undo" });
  const note = make("textarea", { id: "note", rows: "2", oninput: () => { state.codes[state.at].note = note.value; keep(); } });
  const chooser = make("div", { class: data.labels.length > 6 ? "choose" : "choose few" },
    make("div", { class: "labels", role: "group", "aria-label": "Label of this paragraph" }, ...labelButtons), model);
  const sheet = make("div", { id: "sheet" },
    make("section", { class: "card", "aria-labelledby": "place" }, place, title, before, text, after),
    chooser,
    make("div", { class: "moves" }, button("\u2190 Previous", () => move(-1), { id: "previous" }), button("Next \u2192", () => move(1), { id: "next" }), undoButton),
    make("div", { class: "note" }, make("label", { for: "note" }, "Note (optional)"), note));
  const finish = make("section", { class: "card finish", id: "finish", "aria-labelledby": "finish-title", hidden: true });
  const codebook = make("details", { class: "codebook" }, make("summary", {}, "Codebook"),
    document.getElementById("codebook-text").content.cloneNode(true));
  codebook.open = window.matchMedia("(min-width: 64rem)").matches;

  const shortcutsBox = make("input", { type: "checkbox", id: "shortcuts", onchange: () => { state.shortcuts = shortcutsBox.checked; keep(); } });
  const coderField = make("input", { type: "text", id: "coder-again", autocomplete: "off", oninput: () => { state.coder = coderField.value.trim(); keep(); } });
  const startOver = button("Start over", forget, { id: "start-over" });
  const help = make("dialog", { "aria-labelledby": "help-title", id: "help" },
    make("h2", { id: "help-title" }, "Keys"),
    make("dl", {}, ...data.labels.flatMap((label) => [keyTerm(...keysOf.get(label)), make("dd", {}, label)]),
      keyTerm("j", "\u2192"), make("dd", {}, "next paragraph"), keyTerm("k", "\u2190"), make("dd", {}, "previous paragraph"),
      keyTerm("u"), make("dd", {}, "undo the last label"), keyTerm("n"), make("dd", {}, "write a note; Escape leaves it"),
      keyTerm("?"), make("dd", {}, "this help")),
    make("p", {}, make("label", {}, shortcutsBox, " Use these keys")),
    make("label", { class: "field", for: "coder-again" }, "Your name, for the column coder", coderField),
    make("p", {}, storage ? "What you code is kept in this browser until you clear its data. Download the CSV when you are done, or to go on elsewhere: Load CSV takes it up again."
      : "This browser keeps nothing: download the CSV before you close the page. Load CSV takes it up again."),
    make("div", { class: "tools" }, button("Close", () => help.close(), { class: "main" }), startOver));
  const nameField = make("input", { type: "text", id: "coder", autocomplete: "off", onkeydown: (event) => { if (event.key === "Enter") takeName(); } });
  const nameDialog = make("dialog", { "aria-labelledby": "name-title", id: "name" },
    make("h2", { id: "name-title" }, "Who has coded this?"),
    make("label", { class: "field", for: "coder" }, "Your name or initials, for the column coder", nameField),
    make("div", { class: "tools" }, button("Download", takeName, { class: "main" }), button("Cancel", () => nameDialog.close())));

  function keyTerm(...keys) {
    return make("dt", {}, ...keys.flatMap((key, i) => (i ? [" ", make("kbd", {}, key)] : [make("kbd", {}, key)])));
  }

  app.append(
    make("header", { class: "top" }, make("h1", {}, "Coding"), make("div", { class: "progress" }, bar, count),
      make("div", { class: "tools" }, button("Help", openHelp, { id: "open-help", "aria-keyshortcuts": "?" }),
        make("label", { class: "load" }, "Load CSV", file), button("Download CSV", download, { id: "download" }))),
    notice, live,
    make("div", { class: "columns" }, make("aside", { "aria-label": "Codebook" }, codebook), make("main", {}, sheet, finish)),
    help, nameDialog);

  function warnStorage() {
    notice.textContent = "This browser does not keep your progress: download the CSV before you close the page.";
    notice.hidden = false;
  }

  /* ---- Showing ---- */
  function fill(element, value, spoken) {
    element.replaceChildren(...(value && spoken ? [make("span", { class: "aside" }, spoken)] : []), value || "");
    element.hidden = !value;
  }
  function show() {
    const item = items[state.at], code = state.codes[state.at], done = countDone();
    count.textContent = done + " of " + items.length + " coded";
    bar.value = done;
    place.replaceChildren("Paragraph " + (state.at + 1) + " of " + items.length + (code.label ? ", coded" : ""));
    fill(title, data.context ? item.title : "", "Article: ");
    fill(before, item.before, "Before it: ");
    text.textContent = item.text;
    fill(after, item.after, "After it: ");
    labelButtons.forEach((element, i) => element.setAttribute("aria-pressed", String(data.labels[i] === code.label)));
    note.value = code.note;
    undoButton.disabled = history.length === 0;
    fill(model, data.model && code.label && item.model ? "The model says " + item.model + ", with probability " + item.confidence.toFixed(2) + "." : "");
    finish.hidden = !finished;
    sheet.hidden = finished;
  }
  function focusPlace() {
    const covered = window.innerHeight - (data.labels.length > 6 ? 0 : chooser.offsetHeight);
    place.focus({ preventScroll: true });
    if (place.getBoundingClientRect().top < 0 || text.getBoundingClientRect().bottom > covered) place.scrollIntoView({ block: "start" });
  }
  const say = (message) => { live.textContent = message; };

  function showFinish() {
    finished = true;
    const done = countDone(), notes = state.codes.filter((code) => code.note.trim()).length;
    const heading = make("h2", { tabindex: "-1", id: "finish-title" },
      done === items.length ? "All " + plural(done, "paragraph is", "paragraphs are") + " coded" : done + " of " + items.length + " coded");
    const rows = data.labels.map((label) => make("tr", {}, make("th", { scope: "row" }, label),
      make("td", {}, String(state.codes.filter((code) => code.label === label).length))));
    finish.replaceChildren(heading,
      make("table", {}, make("caption", { class: "aside" }, "Paragraphs by label"), make("tbody", {}, ...rows)),
      make("p", {}, (notes ? plural(notes, "note", "notes") + ". " : "") + "Download the CSV and hand it to slant train --add."),
      make("div", { class: "tools" }, button("Download CSV", download, { class: "main", id: "finish-download" }),
        button("Look through again", () => { finished = false; state.at = 0; keep(); show(); focusPlace(); }),
        button("Undo the last label", undo, { disabled: history.length === 0 })));
    show();
    say("All paragraphs are coded.");
    heading.focus();
  }

  /* ---- Coding ---- */
  function choose(label) {
    const at = state.at;
    history.push({ at, label: state.codes[at].label });
    state.codes[at].label = label;
    keep();
    const done = countDone();
    say(label + ". " + done + " of " + items.length + " coded.");
    if (data.model && items[at].model) {
      show();
      return;
    }
    advance();
  }
  function advance() {
    for (let step = 1; step <= items.length; step++) {
      const next = (state.at + step) % items.length;
      if (state.codes[next].label) continue;
      state.at = next;
      keep();
      show();
      focusPlace();
      return;
    }
    showFinish();
  }
  function move(step) {
    if (finished) return;
    if (data.model && step > 0 && state.codes[state.at].label && countDone() === items.length && state.at === items.length - 1) {
      showFinish();
      return;
    }
    const next = state.at + step;
    if (next < 0 || next >= items.length) {
      say(step < 0 ? "This is the first paragraph." : "This is the last paragraph.");
      return;
    }
    state.at = next;
    keep();
    show();
    focusPlace();
  }
  function undo() {
    const last = history.pop();
    if (!last) {
      say("There is nothing to undo.");
      return;
    }
    finished = false;
    state.at = last.at;
    state.codes[last.at].label = last.label;
    keep();
    show();
    say("Undone. " + countDone() + " of " + items.length + " coded.");
    focusPlace();
  }
  function openHelp() {
    shortcutsBox.checked = state.shortcuts;
    coderField.value = state.coder;
    startOver.textContent = "Start over";
    help.showModal();
  }

  /* Asks once more by its own text: another coder begins with nothing. */
  function forget() {
    if (startOver.textContent === "Start over") {
      startOver.textContent = "Forget all " + plural(countDone(), "label", "labels") + " here?";
      return;
    }
    Object.assign(state, fresh());
    history.length = 0;
    finished = false;
    keep();
    help.close();
    show();
    say("All labels are forgotten.");
    focusPlace();
  }

  /* ---- CSV out: as slant writes it, formulas guarded ---- */
  const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
  function cell(value) {
    const guarded = formula.test(value) ? "'" + value : value;
    return /[",\n\r]/.test(guarded) ? '"' + guarded.replace(/"/g, '""') + '"' : guarded;
  }
  function csv() {
    const lines = items.map((item, i) => {
      const code = state.codes[i];
      return [cell(item.article), String(item.paragraph), item.stratum, item.probability, code.label, cell(code.note.trim()), cell(item.title),
        cell(item.text), cell(code.label ? state.coder : "")].join(",");
    });
    return (data.spreadsheet ? "\uFEFF" : "") + COLUMNS.join(",") + "\n" + lines.join("\n") + "\n";
  }
  function download() {
    if (!state.coder) {
      nameField.value = "";
      nameDialog.showModal();
      return;
    }
    const url = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    const safe = state.coder.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "coder";
    const link = make("a", { href: url, download: "coded-" + safe + ".csv" });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(url), 10000);
    unsaved = false;
    say("The CSV is downloaded, with " + plural(countDone(), "label.", "labels."));
  }
  function takeName() {
    const name = nameField.value.trim();
    if (!name) {
      nameField.focus();
      return;
    }
    state.coder = name;
    keep();
    nameDialog.close();
    download();
  }

  /* ---- CSV in: an earlier download, or the spreadsheet's ---- */
  function parse(source, delimiter) {
    const rows = [];
    let row = [], field = "", quoted = false;
    for (let i = 0; i < source.length; i++) {
      const c = source[i];
      if (quoted) {
        if (c !== '"') field += c;
        else if (source[i + 1] === '"') field += source[++i];
        else quoted = false;
      } else if (c === '"' && field === "") quoted = true;
      else if (c === delimiter) { row.push(field); field = ""; }
      else if (c === "\n") { row.push(field); rows.push(row); row = []; field = ""; }
      else if (c !== "\r" || source[i + 1] !== "\n") field += c;
    }
    if (field !== "" || row.length) { row.push(field); rows.push(row); }
    return rows;
  }
  const unguarded = (value) => (value.startsWith("'") && formula.test(value) ? value.slice(1) : value);
  function takeRows(source) {
    const body = source.replace(/^\uFEFF/, ""), head = body.slice(0, body.indexOf("\n") + 1);
    const rows = parse(body, !head.includes(",") && head.includes(";") ? ";" : ",");
    const columns = {};
    (rows.shift() || []).forEach((name, i) => { columns[name.trim()] = i; });
    if (!["article", "paragraph", "label"].every((name) => name in columns)) {
      return "This file has no columns article, paragraph and label: nothing is loaded.";
    }
    const places = new Map(items.map((item, i) => [item.article + "\n" + item.paragraph, i]));
    let taken = 0, other = 0, unknown = 0;
    rows.forEach((row) => {
      const value = (name) => (name in columns ? row[columns[name]] || "" : "");
      const label = value("label").trim();
      if (!label) return;
      const i = places.get(unguarded(value("article")) + "\n" + value("paragraph").trim());
      if (i === undefined) { other++; return; }
      if (!data.labels.includes(label)) { unknown++; return; }
      history.push({ at: i, label: state.codes[i].label });
      state.codes[i].label = label;
      if (value("note")) state.codes[i].note = unguarded(value("note"));
      if (!state.coder && value("coder")) state.coder = unguarded(value("coder"));
      taken++;
    });
    return plural(taken, "label is", "labels are") + " loaded." + (other ? " " + plural(other, "row is", "rows are") + " about other paragraphs." : "") +
      (unknown ? " " + plural(unknown, "row has", "rows have") + " a label that is not offered here." : "");
  }
  function load() {
    const chosen = file.files[0];
    if (!chosen) return;
    const reader = new FileReader();
    reader.onload = () => {
      notice.textContent = takeRows(String(reader.result));
      notice.hidden = false;
      finished = false;
      keep();
      if (state.codes[state.at].label && countDone() < items.length) advance();
      else show();
    };
    reader.onerror = () => {
      notice.textContent = "This file cannot be read.";
      notice.hidden = false;
    };
    reader.readAsText(chosen);
    file.value = "";
  }

  /* ---- Keys ---- */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || nameDialog.open) return;
    const target = event.target;
    if (target === note) {
      if (event.key === "Escape") focusPlace();
      return;
    }
    if (!state.shortcuts) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const onControl = target instanceof Element && target.closest("button, a, summary, input, textarea");
    if (key === "?") openHelp();
    else if (key === "u") undo();
    else if (finished) return;
    else if (labelOfKey.has(key)) choose(labelOfKey.get(key));
    else if (key === "j" || key === "ArrowRight") move(1);
    else if (key === "k" || key === "ArrowLeft") move(-1);
    else if (key === "n") note.focus();
    else if (key === "Enter" && !onControl && data.model && state.codes[state.at].label) advance();
    else return;
    event.preventDefault();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!storage && unsaved && countDone() > 0) event.preventDefault();
  });

  if (!storage) warnStorage();
  if (countDone() === items.length) showFinish();
  else show();
})();
