"use strict";
// The map: Natural Earth's shapes from the desk itself, the happenings wanted as points, areas and arrows.

(() => {
  const { glyph, order, plain, ring } = window.mapMarks;
  const holder = () => document.getElementById("map");
  let map, names, drawn, latest = 0, fitted = false, starting = null;

  async function get(url) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function start() {
    const box = holder();
    const small = box.classList.contains("small");
    map = L.map(box, { attributionControl: false, zoomSnap: 0.5, minZoom: 2, maxZoom: 11, scrollWheelZoom: !small, preferCanvas: false, worldCopyJump: false, maxBounds: [[-85, -200], [85, 200]] });
    map.setView([29, 40], 4);
    names = L.layerGroup().addTo(map);
    drawn = L.layerGroup().addTo(map);
    const [world, labels] = await Promise.all([get("/map/world.json"), get("/map/names.json"), document.fonts?.ready]);
    const countries = topojson.feature(world, world.objects.countries);
    countries.features = countries.features.filter((f) => f.id !== "010").map(whole);
    for (const f of countries.features) if (f.id !== undefined) outlines.set(String(f.id), f);
    L.geoJSON(countries, { className: "land", interactive: false }).addTo(map).bringToBack();
    map.labels = labels;
    if (box.dataset.pick) pick(box);
    map.on("zoomend", paint);
  }

  // a shape that crosses the 180th meridian goes on beyond it, instead of back across the whole map
  function whole(feature) {
    const g = feature.geometry;
    for (const polygon of g.type === "Polygon" ? [g.coordinates] : g.coordinates)
      for (const ring of polygon)
        if (ring.some((p, i) => i && Math.abs(p[0] - ring[i - 1][0]) > 180)) for (const p of ring) if (p[0] < 0) p[0] += 360;
    return feature;
  }

  // outlines of areas: countries come with the map, provinces when the first one is wanted
  const outlines = new Map();
  let provinces = null;
  async function outlined(wanted) {
    if (!wanted.some((p) => p.area && !outlines.has(p.area))) return;
    provinces ??= get("/map/provinces.json").then((data) => {
      for (const f of topojson.feature(data, data.objects.provinces).features) for (const name of f.properties.names) outlines.set(name, f);
    });
    await provinces;
  }

  // review: a click chooses a point
  function pick(box) {
    let pin = null;
    map.on("click", (event) => {
      const field = document.getElementById(box.dataset.pick);
      field.value = `${event.latlng.lat.toFixed(4)}, ${event.latlng.lng.toFixed(4)}`;
      const choice = document.querySelector('input[name="place"][value="point"]');
      if (choice) choice.checked = true;
      pin?.remove();
      pin = L.circleMarker(event.latlng, { radius: 7, weight: 2.5, fillOpacity: 1, className: "p-contested" }).addTo(map);
    });
  }

  // --- labels: as wide as they are when shaped; none over a marker or another label
  const ruler = document.createElement("canvas").getContext("2d");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
  function width(text, size, weight) {
    ruler.font = `${weight} ${size}px ${css("--ui")}`;
    return ruler.measureText(text).width + 4;
  }
  let taken = [];
  const free = (b) => !taken.some((o) => b.x < o.x + o.w && o.x < b.x + b.w && b.y < o.y + o.h && o.y < b.y + b.h);
  function settle(at, w, h, places) {
    for (const [dx, dy, direction] of places) {
      const box = { x: at.x + dx * (w / 2 + 10) - w / 2, y: at.y + dy - h / 2, w, h };
      if (free(box)) { taken.push(box); return direction; }
    }
    return null;
  }

  function countries() {
    names.clearLayers();
    const zoom = map.getZoom();
    for (const c of (map.labels || []).filter((c) => c.zoom <= zoom).sort((a, b) => a.zoom - b.zoom)) {
      const w = width(c.name, 12.8, 600);
      const shift = settle(map.project([c.lat, c.lon]), w, 16, [[0, 0, 0], [0, -22, -22], [0, 22, 22], [0, -44, -44], [0, 44, 44]]);
      if (shift === null) continue;
      L.marker([c.lat, c.lon], { icon: L.divIcon({ className: "country", html: plain(c.name), iconSize: [0, 0], iconAnchor: [0, -shift] }), interactive: false, keyboard: false }).addTo(names);
    }
  }

  function grouped(points, cluster) {
    // points of one spot make one marker; in clusters also those that would touch on the screen
    const spots = [];
    for (const p of points) {
      const at = map.project([p.lat, p.lon]);
      const exact = !p.km && !p.area;
      const near = spots.find((s) => s.exact === exact && (cluster && exact ? Math.hypot(s.x - at.x, s.y - at.y) < 42 : s.lat === p.lat && s.lon === p.lon && s.km === p.km && s.area === p.area));
      if (near) { near.n += p.n; near.all.push(p); }
      else spots.push({ x: at.x, y: at.y, lat: p.lat, lon: p.lon, km: p.km, area: p.area, relative: p.relative, exact, n: p.n, all: [p] });
    }
    for (const s of spots) s.state = order.find((o) => s.all.some((p) => p.state === o)) || "single-source";
    return spots;
  }

  function popup(spot) {
    const box = document.createElement("div");
    box.className = "popup";
    box.dir = document.documentElement.dir;
    for (const p of spot.all.slice(0, 6)) {
      const link = document.createElement("a"), mark = document.createElement("i");
      link.className = `state s-${p.state}`;
      link.title = p.state_name;
      mark.setAttribute("aria-hidden", "true");
      link.textContent = `${p.name}${p.relative ? ` (± ${Math.round(p.km)} ${holder().dataset.km || "km"})` : p.km || p.area ? ` (${p.level})` : ""}${p.type ? `: ${p.type}` : ""}${p.n > 1 ? ` × ${p.n}` : ""}`;
      link.prepend(mark);
      link.href = p.n > 1 ? `/?place=${encodeURIComponent(p.place)}&state=${p.state}` : `/happenings/${p.id}`;
      if (p.n > 1) link.addEventListener("click", (e) => { e.preventDefault(); map.closePopup(); window.desk.go({ place: p.place, state: p.state }); });
      box.append(link);
    }
    if (spot.all.length > 6) box.append(nearer(spot));
    return box;
  }

  // the rest of a cluster: nearer to it, where it comes apart
  function nearer(spot) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "quiet";
    more.textContent = `+ ${spot.all.length - 6}`;
    more.title = holder().dataset.nearer || "";
    more.addEventListener("click", () => { map.closePopup(); map.fitBounds(L.latLngBounds(spot.all.map((p) => [p.lat, p.lon])).pad(0.1), { maxZoom: 10, animate: false }); });
    return more;
  }

  let points = [], moves = [];
  const around = [[0, 17, "bottom"], [0, -17, "top"], [1, 0, "right"], [-1, 0, "left"]];
  function paint() {
    drawn.clearLayers();
    const spots = grouped(points, true).sort((a, b) => b.n - a.n);
    const exact = spots.filter((s) => s.exact);
    for (const s of spots.filter((s) => !s.exact).sort((a, b) => a.area.length - b.area.length)) area(s).bindPopup(() => popup(s)).addTo(drawn);
    for (const m of moves) arrow(m);
    taken = exact.map((s) => { const r = s.n > 1 ? size(s) / 2 : 8; return { x: s.x - r, y: s.y - r, w: 2 * r, h: 2 * r }; });
    for (const s of exact) point(s);
    for (const s of spots.filter((s) => !s.exact && (s.relative || !outlines.has(s.area) || s.area.includes("|")))) {
      const text = s.all[0].name + (s.n > 1 ? ` · ${s.n}` : "");
      const shift = settle(s, width(text, 12.8, 400), 16, [[0, 0, 0], [0, 20, 20], [0, -20, -20]]);
      if (shift !== null)
        L.marker([s.lat, s.lon], { icon: L.divIcon({ className: "town around", html: plain(text), iconSize: [0, 0], iconAnchor: [0, -shift] }), interactive: false, keyboard: false }).addTo(drawn);
    }
    for (const m of moves) for (const [at, name] of [[m.from, m.ends[0]], [m.to, m.ends[1]]]) end(at, name, spots);
    countries();
  }

  // the ends of an arrow have names too, where no marker stands that has one
  function end(at, name, spots) {
    if (spots.some((s) => Math.abs(s.lat - at[0]) < 0.02 && Math.abs(s.lon - at[1]) < 0.02)) return;
    const shift = settle(map.project(at), width(name, 12.8, 400), 16, [[0, 17, 17], [0, -17, -17]]);
    if (shift === null) return;
    L.marker(at, { icon: L.divIcon({ className: "town around", html: plain(name), iconSize: [0, 0], iconAnchor: [0, -shift] }), interactive: false, keyboard: false }).addTo(drawn);
  }

  // a place that is only an area: its outline; else a circle of its usual size, or of the size that the report gives
  function area(s) {
    const kind = s.relative ? " relative" : s.area && !s.area.includes("|") ? " wide" : "";
    const look = { className: `p-area p-${s.state}${kind}`, bubblingMouseEvents: false };
    return outlines.has(s.area) ? L.geoJSON(outlines.get(s.area), look) : L.circle([s.lat, s.lon], { ...look, radius: (s.km || 50) * 1000 });
  }

  const size = (s) => 22 + Math.min(18, Math.round(Math.log2(s.n) * 4));
  function point(s) {
    const places = new Set(s.all.map((p) => p.place));
    const label = s.all[0].name + (places.size > 1 ? ` + ${places.size - 1}` : "");
    const layer = s.n > 1
      ? L.marker([s.lat, s.lon], { icon: L.divIcon({ className: "many", html: ring(s), iconSize: [size(s), size(s)] }), title: label, alt: label })
      : L.marker([s.lat, s.lon], { icon: L.divIcon({ className: "glyph", html: glyph(s.state, s.all[0].shape), iconSize: [18, 18] }), title: label, alt: label });
    layer.bindPopup(() => popup(s)).addTo(drawn);
    const r = s.n > 1 ? size(s) / 2 : 8;
    const side = settle(s, width(label, 12.8, 400), 16, around.map(([x, y, d]) => [x * (1 + (r - 8) / 60), y && Math.sign(y) * (r + 9), d]));
    if (side) layer.bindTooltip(plain(label), { permanent: true, direction: side, className: "town", offset: { bottom: [0, r - 2], top: [0, 2 - r], right: [r - 2, 0], left: [2 - r, 0] }[side] });
  }

  function arrow(m) {
    const line = L.polyline(bend(m.from, m.to), { className: `p-move${m.planned ? " planned" : ""}`, interactive: true }).addTo(drawn);
    line.bindTooltip(plain(m.name), { sticky: true });
    line.on("click", () => { location.href = `/happenings/${m.id}`; });
    const points = line.getLatLngs().map((x) => map.project(x)), end = points.at(-1), before = points.at(-3);
    const angle = Math.atan2(end.y - before.y, end.x - before.x);
    const corner = (turn, far) => map.unproject(L.point(end.x - far * Math.cos(angle + turn), end.y - far * Math.sin(angle + turn)));
    L.polygon([map.unproject(end), corner(0.4, 12), corner(-0.4, 12)], { className: "p-head", fillOpacity: 1, interactive: false }).addTo(drawn);
  }
  function bend(a, b) {
    const middle = [(a[0] + b[0]) / 2 + (b[1] - a[1]) * 0.15, (a[1] + b[1]) / 2 - (b[0] - a[0]) * 0.15];
    return Array.from({ length: 17 }, (_, i) => { const t = i / 16; return [0, 1].map((k) => (1 - t) ** 2 * a[k] + 2 * t * (1 - t) * middle[k] + t * t * b[k]); });
  }

  // where most of it happened: of many, the outermost twentieths on each side are left for whoever zooms out
  function extent() {
    const all = [...points.map((p) => [p.lat, p.lon, p.n]), ...moves.flatMap((m) => [[...m.from, 1], [...m.to, 1]])];
    const total = all.reduce((sum, p) => sum + p[2], 0), left = total > 40 ? total / 20 : 0;
    const [south, west] = [0, 1].map((k) => edge([...all].sort((a, b) => a[k] - b[k]), left)[k]);
    const [north, east] = [0, 1].map((k) => edge([...all].sort((a, b) => b[k] - a[k]), left)[k]);
    const found = L.latLngBounds([[south, west], [north, east]]);
    for (const p of points) if (points.length < 4 && outlines.has(p.area)) found.extend(L.geoJSON(outlines.get(p.area)).getBounds());
    return found;
  }
  function edge(sorted, left) {
    for (const p of sorted) if ((left -= p[2]) < 0) return p;
    return sorted.at(-1);
  }

  window.drawMap = async (query) => {
    const box = holder();
    if (!box) return;
    const mine = ++latest;
    if (!box.offsetParent) return; // inside a closed part of the page
    await (starting ??= start());
    const data = await get(box.dataset.points + (!box.classList.contains("small") && query && String(query) ? "?" + query : ""));
    if (mine !== latest) return;
    await outlined(data.points);
    points = data.points;
    moves = data.moves;
    if ((points.length || moves.length) && !(query && query.get("box") && fitted)) {
      fitted = true;
      map.fitBounds(extent().pad(points.some((p) => p.km) ? 0.25 : 0.1), { maxZoom: points.some((p) => p.relative) ? 9 : 7, animate: false });
    }
    paint();
    box.dataset.ready = String(points.length);
  };
  window.mapBox = () => { const b = map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((x) => x.toFixed(3)).join(","); };
})();
