"use strict";
// The desk's behaviour: keys, the filters' form, brushing the timeline, showing why. Lists and pages work without it.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

function toast(text) {
  const box = $("#toast");
  box.textContent = text;
  box.classList.add("on");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => box.classList.remove("on"), 2600);
}

// --- the address leads: after every change the form and the map follow it
function follow() {
  const query = new URLSearchParams(location.search);
  const form = $("#filters");
  if (form) for (const field of form.elements) if (field.name) {
    const value = query.get(field.name) || "";
    if (field.options && ![...field.options].some((o) => o.value === value)) field.add(new Option(value, value)); // not among the commonest
    field.value = value;
  }
  query.delete("page");
  const shared = $("[data-filters]");
  if (shared) shared.value = String(query);
  if (window.drawMap) window.drawMap(query);
}
document.addEventListener("htmx:pushedIntoHistory", follow);
document.addEventListener("htmx:historyRestore", follow);
window.addEventListener("popstate", () => setTimeout(follow, 0));
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "filters") return;
  for (const [name, value] of Object.entries({ ...event.detail.parameters })) if (!value) delete event.detail.parameters[name];
});
document.addEventListener("htmx:responseError", (event) => toast(event.detail.xhr.status + " · " + (event.detail.xhr.responseText.length < 120 ? event.detail.xhr.responseText : "")));

function go(changes) {
  const query = new URLSearchParams(location.search);
  query.delete("page");
  for (const [name, value] of Object.entries(changes)) value ? query.set(name, value) : query.delete(name);
  const url = "/" + (String(query) ? "?" + query : "");
  if ($("#results") && window.htmx) {
    htmx.ajax("GET", url, { target: "#results", swap: "innerHTML" }).then(() => { history.pushState({}, "", url); follow(); });
  } else location.href = url;
}
window.desk = { go, toast };

// --- timeline: drag over it to choose a span of time
let brush = null;
document.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest?.(".time svg");
  if (!svg || event.button || event.pointerType === "touch") return;
  const at = along(svg, event);
  brush = { svg, from: at, to: at, rect: null };
});
document.addEventListener("pointermove", (event) => {
  if (!brush) return;
  brush.to = along(brush.svg, event);
  if (!brush.rect && Math.abs(brush.to - brush.from) > 8) {
    brush.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    brush.rect.setAttribute("class", "brush");
    brush.rect.setAttribute("y", "0");
    brush.rect.setAttribute("height", "98");
    brush.svg.append(brush.rect);
  }
  if (brush.rect) {
    brush.rect.setAttribute("x", Math.min(brush.from, brush.to));
    brush.rect.setAttribute("width", Math.abs(brush.to - brush.from));
  }
});
document.addEventListener("pointerup", () => {
  if (brush?.rect) {
    const { svg, from, to } = brush;
    const [first, last] = [svg.dataset.since, svg.dataset.until].map((d) => Date.parse(d));
    const rtl = document.documentElement.dir === "rtl";
    const day = (x) => new Date(first + (last + 864e5 - 1 - first) * Math.min(1, Math.max(0, (rtl ? 1000 - x : x) / 1000))).toISOString().slice(0, 10);
    const ends = [day(from), day(to)].sort();
    brush.rect.remove();
    document.addEventListener("click", (e) => { if (e.target.closest(".time")) { e.preventDefault(); e.stopPropagation(); } }, { capture: true, once: true });
    go({ since: ends[0], until: ends[1] });
  }
  brush = null;
});
function along(svg, event) {
  const box = svg.getBoundingClientRect();
  return ((event.clientX - box.left) / box.width) * 1000;
}
document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".time")) event.preventDefault(); });

// --- keys
const places = { o: "/", r: "/reports", s: "/sources", m: "/material", v: "/review", a: "/add" };
let waiting = false;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const found = $("#found");
    if (found) found.replaceChildren();
    if (document.activeElement?.id === "find") document.activeElement.blur();
    return;
  }
  if (event.target.closest?.("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (waiting) {
    waiting = false;
    if (places[event.key]) location.href = places[event.key];
    return;
  }
  if (event.key === "g") { waiting = true; setTimeout(() => { waiting = false; }, 1200); }
  else if (event.key === "/") { event.preventDefault(); $("#find")?.focus(); }
  else if (event.key === "?") $("#keys")?.showModal();
  else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else {
    const button = $$("[data-key]").find((b) => b.dataset.key === event.key && b.offsetParent);
    if (button) { event.preventDefault(); button.click(); }
  }
});
// the bars of the timeline are one stop of Tab; the arrows go from bar to bar, with the script
document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.(".time svg a");
  if (!bar || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  const all = $$("a", bar.closest("svg")), on = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl") ? 1 : -1;
  const next = all[all.indexOf(bar) + on];
  if (!next) return;
  bar.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
});
document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || !event.target.closest?.(".find")) return;
  const all = [$("#find"), ...$$("#found a")], at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (!all[at]) return;
  event.preventDefault();
  all[at].focus();
});
function step(by) {
  const all = $$(".cover, [data-step]").filter((e) => e.offsetParent);
  if (!all.length) return;
  const at = all.indexOf(document.activeElement.closest?.(".cover, [data-step]"));
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".find")) $("#found")?.replaceChildren();
});
document.addEventListener("DOMContentLoaded", () => {
  $("#box")?.addEventListener("click", () => { if (window.mapBox) go({ box: window.mapBox() }); });
  if (matchMedia("(max-width: 48rem)").matches) for (const box of $$("details.more")) box.open = false;
  if ($("#map")) follow();
});

// --- reading: any mark shows why
function showWhy(element) {
  const text = $(".text"), ids = element.dataset.ids;
  if (!text || !$("#why")) return;
  $$(".pc.chosen").forEach((p) => p.classList.remove("chosen"));
  const name = ids.split(",")[0];
  $$(".pc[data-ids]", text).filter((p) => p.dataset.ids.split(",").includes(name)).forEach((p) => p.classList.add("chosen"));
  htmx.ajax("GET", `/reports/${text.dataset.report}/why?ids=${encodeURIComponent(ids)}`, { target: "#why", swap: "innerHTML" });
}
document.addEventListener("click", (event) => {
  const close = event.target.closest?.("[data-close]");
  if (close) { document.getElementById(close.dataset.close).replaceChildren(); return; }
  const mark = event.target.closest?.("[data-ids]");
  if (mark && String(getSelection()) === "") showWhy(mark);
});
document.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".pc[data-ids]")) { event.preventDefault(); showWhy(event.target); }
  if (event.key === "Escape" && $("#why .told")) $("#why").replaceChildren();
});

// --- review: the selection in code points, the judged words, a point on the map
function selected() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed) return null;
  const offset = (node, at) => {
    const piece = (node.nodeType === 3 ? node.parentElement : node).closest?.(".pc");
    if (!piece || !piece.closest(".text")) return null;
    const before = document.createRange();
    before.selectNodeContents(piece);
    before.setEnd(node, at);
    return Number(piece.dataset.s) + [...before.toString()].length; // code points, not UTF-16
  };
  const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end, words: range.toString() };
}
let kept = null;
document.addEventListener("selectionchange", () => { const now = selected(); if (now) kept = now; });
document.addEventListener("click", (event) => {
  const take = event.target.closest?.("[data-take]");
  if (take && kept) {
    document.getElementById(take.dataset.take).value = `${kept.start}-${kept.end}`;
    $(`[data-shown="${take.dataset.take}"]`).textContent = kept.words;
  }
  const open = event.target.closest?.("[data-open]");
  if (open) {
    const box = document.getElementById(open.dataset.open);
    box.open = !box.open;
    if (box.open) { $("select, input:not([type=hidden])", box)?.focus(); window.drawMap?.(new URLSearchParams()); }
  }
});
document.addEventListener("submit", (event) => {
  if (!$$("[data-needed]", event.target).some((field) => !field.value)) return;
  event.preventDefault();
  toast(event.target.dataset.hint);
});
document.addEventListener("DOMContentLoaded", () => {
  const paper = $("[data-triggers]");
  if (paper) {
    const judged = paper.dataset.triggers.split(",");
    for (const piece of $$(".pc.k-event", paper)) if (piece.dataset.ids.split(",").some((id) => judged.includes(id))) piece.classList.add("judged");
    if (!matchMedia("(max-width: 62rem)").matches) $(".pc.judged", paper)?.scrollIntoView({ block: "center" });
  }
  const correct = document.getElementById("correct");
  if (correct && location.hash === "#correct") correct.open = true;
  correct?.addEventListener("toggle", () => { if (correct.open) window.drawMap?.(new URLSearchParams()); });
});

// --- adding: files dropped on the page
document.addEventListener("DOMContentLoaded", () => {
  const drop = $("#drop");
  if (!drop) return;
  const input = $("input", drop);
  const show = () => { $("#chosen").textContent = [...input.files].map((f) => f.name).slice(0, 5).join(" · ") + (input.files.length > 5 ? " …" : ""); };
  input.addEventListener("change", show);
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (e) => { e.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (e) => { e.preventDefault(); if (e.dataTransfer.files.length) { input.files = e.dataTransfer.files; show(); } });
});
