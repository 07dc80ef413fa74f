// The queue on a map: what the list holds, page by page or not, each point a way to its review.
import { drawMap, token } from "./map.mjs";

const STATES = { pending: "lamp", asked: "focus", approved: "good", declined: "wrong", cancelled: "wrong" };

function popup(library, map, point, properties) {
  // Text only: whatever a title holds stays text.
  const link = document.createElement("a");
  link.href = properties.review;
  link.textContent = properties.title;
  const state = document.createElement("p");
  state.textContent = properties.said;
  const box = document.createElement("div");
  box.append(link, state);
  new library.Popup().setLngLat(point).setDOMContent(box).addTo(map);
}

async function start(element) {
  const drawn = await drawMap(element);
  if (!drawn) return;
  const { map, library } = drawn;
  map.on("load", () => {
    map.addSource("queue", { type: "geojson", data: new URL(element.dataset.points, location.href).href });
    const colours = Object.entries(STATES).flatMap(([state, name]) => [state, token(name)]);
    map.addLayer({
      id: "queue",
      type: "circle",
      source: "queue",
      paint: {
        "circle-radius": 7,
        "circle-color": ["match", ["get", "state"], ...colours, token("muted")],
        "circle-stroke-color": token("ink"),
        "circle-stroke-width": 1.5,
      },
    });
    map.on("click", "queue", ({ features: [one] }) => popup(library, map, one.geometry.coordinates, one.properties));
    map.on("mouseenter", "queue", () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", "queue", () => (map.getCanvas().style.cursor = ""));
  });
}

for (const box of document.querySelectorAll("details[data-queue]")) {
  box.addEventListener("toggle", () => box.open && start(box.querySelector("[data-map]")), { once: true });
}
