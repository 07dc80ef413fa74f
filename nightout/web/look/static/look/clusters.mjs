// How many gatherings lie where one point stands for several: written on a button. Words drawn into
// the map would need fonts, which the site does not have; a button is also read aloud and reached by
// the keyboard.
import { IN_SPANISH } from "./map.mjs";

function buttonOf(n) {
  const said = n.toLocaleString(document.documentElement.lang);
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: said });
  button.className = `cluster${n < 10 ? "" : n < 100 ? " more" : " most"}`;
  button.setAttribute("aria-label", IN_SPANISH ? `${said} reuniones: acercar` : `${said} gatherings: zoom in`);
  return button;
}

// Keep a button on each cluster in sight of a source, from the time that the source is there.
export function countClusters({ map, library }, source) {
  const shown = new Map();

  function show({ geometry: { coordinates }, properties: { cluster_id, point_count } }) {
    const button = buttonOf(point_count);
    button.addEventListener("click", async () => {
      const zoom = await map.getSource(source).getClusterExpansionZoom(cluster_id);
      // The button goes with its cluster; whoever came by the keyboard stays on the map.
      map.getCanvas().focus();
      map.easeTo({ center: coordinates, zoom });
    });
    shown.set(cluster_id, new library.Marker({ element: button }).setLngLat(coordinates).addTo(map));
  }

  map.on("render", () => {
    if (!map.isSourceLoaded(source)) return;
    const within = map.getBounds();
    const clusters = map
      .querySourceFeatures(source, { filter: ["has", "point_count"] })
      .filter(({ geometry }) => within.contains(geometry.coordinates));
    const ids = new Set(clusters.map(({ properties }) => properties.cluster_id));
    for (const [id, marker] of shown) {
      if (ids.has(id)) continue;
      marker.remove();
      shown.delete(id);
    }
    for (const one of clusters) if (!shown.has(one.properties.cluster_id)) show(one);
  });
}
