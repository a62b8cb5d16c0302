"use strict";
// The map: Natural Earth's shapes from the desk itself, the happenings wanted as points, areas and arrows.

(() => {
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
    map.on("zoomend", label);
    const [world, labels] = await Promise.all([get("/map/world.json"), get("/map/names.json")]);
    const countries = topojson.feature(world, world.objects.countries);
    L.geoJSON(countries, { className: "land", interactive: false }).addTo(map).bringToBack();
    map.labels = labels;
    if (box.dataset.pick) {
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
    label();
  }

  // country names: those that fit at this zoom, and none over another
  function label() {
    names.clearLayers();
    if (!map.labels) return;
    const taken = [];
    for (const c of map.labels.filter((c) => c.zoom <= map.getZoom()).sort((a, b) => a.zoom - b.zoom)) {
      const at = map.project([c.lat, c.lon]);
      const half = c.name.length * 4 + 6;
      if (taken.some((o) => Math.abs(o.y - at.y) < 16 && Math.abs(o.x - at.x) < half + o.half)) continue;
      taken.push({ x: at.x, y: at.y, half });
      L.marker([c.lat, c.lon], { icon: L.divIcon({ className: "country", html: plain(c.name), iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(names);
    }
  }

  // Leaflet takes strings as HTML: words of reports are given as text nodes
  function plain(text) {
    const box = document.createElement("span");
    box.textContent = text;
    box.dir = "auto";
    return box;
  }

  const order = ["contested", "denied", "corroborated", "single-source"];
  function grouped(points, cluster) {
    // points of one spot make one marker; in clusters also those that would touch on the screen
    const spots = [];
    for (const p of points) {
      const at = map.project([p.lat, p.lon]);
      const near = spots.find((s) => (cluster && !s.km && !p.km ? Math.hypot(s.x - at.x, s.y - at.y) < 36 : s.lat === p.lat && s.lon === p.lon) && Boolean(s.km) === Boolean(p.km));
      if (near) { near.n += p.n; near.all.push(p); }
      else spots.push({ x: at.x, y: at.y, lat: p.lat, lon: p.lon, km: p.km, n: p.n, all: [p] });
    }
    for (const s of spots) s.state = order.find((o) => s.all.some((p) => p.state === o)) || "single-source";
    return spots;
  }

  function popup(spot) {
    const box = document.createElement("div");
    box.className = "popup";
    box.dir = document.documentElement.dir;
    for (const p of spot.all.slice(0, 6)) {
      const link = document.createElement("a");
      link.textContent = `${p.name}${p.km ? ` (${p.level})` : ""}${p.type ? `: ${p.type}` : ""}${p.n > 1 ? ` × ${p.n}` : ""}`;
      link.href = p.n > 1 ? `/?place=${encodeURIComponent(p.place)}` : `/happenings/${p.id}`;
      if (p.n > 1) link.addEventListener("click", (e) => { e.preventDefault(); map.closePopup(); window.desk.go({ place: p.place }); });
      box.append(link);
    }
    if (spot.all.length > 6) { const more = document.createElement("small"); more.textContent = `+ ${spot.all.length - 6}`; box.append(more); }
    return box;
  }

  let points = [], moves = [];
  function paint() {
    drawn.clearLayers();
    const spots = grouped(points, true);
    for (const s of spots.filter((s) => s.km))
      L.circle([s.lat, s.lon], { radius: s.km * 1000, className: `p-area p-${s.state}`, bubblingMouseEvents: false }).bindPopup(() => popup(s)).addTo(drawn);
    for (const m of moves) arrow(m);
    const named = [];
    for (const s of spots.filter((s) => !s.km)) {
      const places = new Set(s.all.map((p) => p.place));
      const label = s.all[0].name + (places.size > 1 ? ` + ${places.size - 1}` : "");
      let layer;
      if (s.n > 1) {
        const size = 22 + Math.min(18, Math.round(Math.log2(s.n) * 4));
        layer = L.marker([s.lat, s.lon], { icon: L.divIcon({ className: `many s-${s.state}`, html: String(s.n), iconSize: [size, size] }), title: label, alt: label });
      } else layer = L.circleMarker([s.lat, s.lon], { radius: 7, weight: 2.5, fillOpacity: 1, className: `p-${s.state}` });
      layer.bindPopup(() => popup(s)).addTo(drawn);
      if (!named.some((o) => Math.abs(o.y - s.y) < 16 && Math.abs(o.x - s.x) < 75)) {
        named.push(s);
        layer.bindTooltip(plain(label), { permanent: true, direction: "bottom", className: "town", offset: [0, 6] });
      }
    }
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

  window.drawMap = async (query) => {
    const box = holder();
    if (!box) return;
    const mine = ++latest;
    if (!box.offsetParent) return; // inside a closed part of the page
    await (starting ??= start().then(() => map.on("zoomend", paint)));
    const data = await get(box.dataset.points + (!box.classList.contains("small") && query && String(query) ? "?" + query : ""));
    if (mine !== latest) return;
    points = data.points;
    moves = data.moves;
    const all = [...points.map((p) => [p.lat, p.lon]), ...moves.flatMap((m) => [m.from, m.to])];
    if (all.length && !(query && query.get("box") && fitted)) {
      fitted = true;
      const reach = points.length && Math.max(...points.map((p) => p.km)) > 0 ? 0.25 : 0.1;
      map.fitBounds(L.latLngBounds(all).pad(reach), { maxZoom: 7, animate: false });
    }
    paint();
    box.dataset.ready = String(points.length);
  };
  window.mapBox = () => { const b = map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((x) => x.toFixed(3)).join(","); };
})();
