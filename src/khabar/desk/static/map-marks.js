"use strict";
// What the map's markers are made of; nothing here knows the map.

window.mapMarks = (() => {
  // Leaflet takes strings as HTML: words of reports are given as text nodes
  function plain(text) {
    const box = document.createElement("span");
    box.textContent = text;
    box.dir = "auto";
    return box;
  }

  // states, the gravest first
  const order = ["contested", "denied", "corroborated", "single-source"];

  // a single happening: the shape tells its kind, the colour its state
  const shapes = { violence: "M9 2 17 16H1Z", force: "M3 3H15V15H3Z", words: "M9 2A7 7 0 0 1 9 16A7 7 0 0 1 9 2Z" };
  function glyph(state, shape) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(svg.namespaceURI, "path");
    svg.setAttribute("viewBox", "0 0 18 18");
    path.setAttribute("d", shapes[shape] || shapes.words);
    path.setAttribute("class", `p-${state}`);
    svg.append(path);
    return svg;
  }

  // how the happenings of a cluster stand, as parts of its ring; the smallest part can still be seen
  function ring(spot) {
    const shares = order.map((state) => [state, spot.all.reduce((n, p) => n + (p.state === state ? p.n : 0), 0)]).filter(([, n]) => n);
    const least = spot.n / 16, whole = shares.reduce((sum, [, n]) => sum + Math.max(n, least), 0);
    let at = 0;
    const parts = shares.map(([state, n]) => {
      const from = at;
      at += (Math.max(n, least) / whole) * 100;
      return `var(--${state === "single-source" ? "single" : state}) ${from}% ${at}%`;
    });
    const box = document.createElement("div"), edge = document.createElement("i"), number = document.createElement("b");
    edge.style.background = `conic-gradient(${parts.join(", ")})`;
    number.textContent = String(spot.n);
    box.append(edge, number);
    return box;
  }

  return { glyph, order, plain, ring };
})();
