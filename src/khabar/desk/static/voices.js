"use strict";
// Reading: what stands under the pointer, or has the focus, is somebody's words: source, act and content, the outermost voice first.

(() => {
  const tip = () => document.getElementById("tip");
  let shown = null;

  // the voices that an element speaks in, then the attribution or source that it stands for itself
  function told(piece) {
    const names = [...(piece.dataset.said || "").split(","), ...(piece.dataset.ids || "").split(",")];
    return [...new Set(names)].map((name) => name && document.getElementById(`tip-${name}`)).filter(Boolean);
  }

  function hide() {
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    tip().hidden = true;
    document.querySelectorAll(".pc.spoken").forEach((p) => p.classList.remove("spoken"));
  }

  function show(piece) {
    if (piece === shown) return;
    hide();
    const found = piece && tip() ? told(piece) : [];
    if (!found.length) return;
    shown = piece;
    tip().replaceChildren(...found.map((e) => { const copy = e.cloneNode(true); copy.removeAttribute("id"); return copy; }));
    tip().hidden = false;
    piece.setAttribute("aria-describedby", "tip");
    const inner = (piece.dataset.said || "").split(",").at(-1) || (piece.dataset.ids || "").split(",").find((name) => /^a/.test(name));
    if (inner) for (const p of document.querySelectorAll(".pc[data-said]")) p.classList.toggle("spoken", p.dataset.said.split(",").includes(inner));
    place(piece);
  }

  // under the line that it belongs to, or above it where there is no room; never outside the window
  function place(piece) {
    const box = [...piece.getClientRects()].at(-1), own = tip().getBoundingClientRect();
    const below = box.bottom + 8 + own.height < innerHeight;
    tip().style.top = `${below ? box.bottom + 8 : Math.max(4, [...piece.getClientRects()][0].top - own.height - 8)}px`;
    tip().style.left = `${Math.max(4, Math.min(innerWidth - own.width - 4, box.left + box.width / 2 - own.width / 2))}px`;
  }

  const piece = (event) => event.target.closest?.(".text .pc") || null;
  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") show(piece(event)); });
  document.addEventListener("focusin", (event) => { if (event.target.matches?.(".pc:focus-visible")) show(piece(event)); else if (shown && !piece(event)) hide(); });
  // by touch: words without a mark of their own; a mark opens its explanation, which tells the same
  document.addEventListener("click", (event) => {
    const at = piece(event);
    if (at?.dataset.ids) hide(); else if (String(getSelection()) === "") show(at);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("scroll", hide, { passive: true, capture: true });
})();
