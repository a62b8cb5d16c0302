"use strict";
// Material: files dropped onto a claim, report or happening; boxes drawn over faces. Pages work without it, by form and by figures.
{
  const one = (selector, root = document) => root.querySelector(selector);

  // --- dropping: what is under the pointer says what the files are evidence for
  const target = (event) => event.target.closest?.("[data-takes]");
  const form = () => one("#give");
  const files = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  let over = null;
  const mark = (element) => {
    if (over !== element) { over?.classList.remove("over"); element?.classList.add("over"); over = element; }
  };
  document.addEventListener("dragover", (event) => {
    const under = target(event);
    if (!files(event) || !form()) return;
    mark(under || null);
    if (under) event.preventDefault();
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(null); });
  document.addEventListener("drop", (event) => {
    const under = target(event), give = form();
    mark(null);
    if (!under || !give || !event.dataTransfer.files.length) return;
    event.preventDefault();
    give.elements.files.files = event.dataTransfer.files;
    give.elements.about.value = under.dataset.takes;
    give.elements.subject.value = under.dataset.subject;
    chosen(give);
    if (under.closest("#give")) give.querySelector("button").focus();
    else give.requestSubmit(); // dropped onto a claim: there is nothing left to say
  });
  document.addEventListener("change", (event) => {
    const give = event.target.closest?.("#give");
    if (!give || event.target.type !== "file") return;
    for (const name of ["about", "subject"]) give.elements[name].value = give.elements[name].dataset.default;
    chosen(give);
  });
  function chosen(give) {
    const list = [...give.elements.files.files];
    one(".chosen", give).textContent = list.map((f) => f.name).slice(0, 5).join(" · ") + (list.length > 5 ? " …" : "");
  }

  // --- boxes, in thousandths of the picture's sides
  const least = 8, SVG = "http://www.w3.org/2000/svg";
  function stage(element) {
    const svg = one("svg", element), field = document.getElementById(element.dataset.boxes);
    const read = () => field.value.split(/[;\s]+/).map((b) => b.split(",").map(Number)).filter((b) => b.length === 4 && b.every((n) => Number.isInteger(n) && n >= 0));
    const write = (boxes) => { field.value = boxes.map((b) => b.join(",")).join("; "); draw(); };
    const inside = ([x, y, w, h]) => {
      x = Math.max(0, Math.min(1000 - least, x)); y = Math.max(0, Math.min(1000 - least, y));
      return [x, y, Math.max(least, Math.min(1000 - x, w)), Math.max(least, Math.min(1000 - y, h))].map(Math.round);
    };
    const shape = (rect, [x, y, w, h]) => { for (const [k, v] of Object.entries({ x, y, width: w, height: h })) rect.setAttribute(k, v); };
    function draw(focus = -1) {
      svg.replaceChildren(...read().map((box, n) => {
        const rect = document.createElementNS(SVG, "rect");
        shape(rect, box);
        rect.setAttribute("tabindex", "0");
        rect.setAttribute("role", "img");
        rect.setAttribute("aria-label", `${element.dataset.label} ${n + 1}`);
        return rect;
      }));
      svg.children[focus]?.focus();
    }
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      return [((event.clientX - box.left) / box.width) * 1000, ((event.clientY - box.top) / box.height) * 1000].map((n) => Math.max(0, Math.min(1000, n)));
    };
    let from = null, rect = null;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button || event.target !== svg) return;
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      from = at(event);
      rect = document.createElementNS(SVG, "rect");
      svg.append(rect);
    });
    const now = (event) => { const to = at(event); return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])]; };
    svg.addEventListener("pointermove", (event) => { if (from) shape(rect, now(event)); });
    svg.addEventListener("pointerup", (event) => {
      if (!from) return;
      const box = now(event);
      from = null;
      if (box[2] >= least && box[3] >= least) write([...read(), inside(box)]);
      else draw();
    });
    svg.addEventListener("pointercancel", () => { from = null; draw(); });
    svg.addEventListener("keydown", (event) => {
      const n = [...svg.children].indexOf(event.target), boxes = read();
      if (n < 0) return;
      const by = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, -5], ArrowDown: [0, 5] }[event.key];
      if (event.key === "Delete" || event.key === "Backspace") boxes.splice(n, 1);
      else if (by) boxes[n] = inside(boxes[n].map((v, i) => v + (event.shiftKey ? (i < 2 ? 0 : by[i - 2]) : (i < 2 ? by[i] : 0))));
      else return;
      event.preventDefault();
      write(boxes);
      svg.children[Math.min(n, boxes.length - 1)]?.focus();
    });
    field.addEventListener("input", () => draw());
    field.form.addEventListener("click", (event) => {
      const what = event.target.dataset?.boxesDo;
      if (what) write(what === "none" ? [] : read().slice(0, -1));
    });
    draw();
  }
  document.addEventListener("DOMContentLoaded", () => { for (const element of document.querySelectorAll(".stage")) stage(element); });
}
