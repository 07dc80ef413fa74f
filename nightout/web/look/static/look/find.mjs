// Finding a gathering: the map, the button that asks where the browser is, and the one that prints.
import { countClusters } from "./clusters.mjs";
import { drawMap, IN_SPANISH, token } from "./map.mjs";

function popup(library, map, element, { geometry, properties }) {
  // Text only: whatever a title holds stays text.
  const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
  const link = Object.assign(document.createElement("a"), { href: properties.page, textContent: properties.title });
  if ("newTab" in element.dataset) Object.assign(link, { target: "_blank", rel: "noopener" });
  const box = document.createElement("div");
  box.append(link, line(properties.when), line(properties.where), line(properties.kinds));
  new library.Popup({ focusAfterOpen: false }).setLngLat(geometry.coordinates).setDOMContent(box).addTo(map);
}

// Full points are addresses, rings are blocks, grey ones are called off.
const PAINT = () => ({
  "circle-radius": 7,
  "circle-color": ["case", ["==", ["get", "cancelled"], true], token("muted"), token("lamp")],
  "circle-opacity": ["case", ["==", ["get", "exact"], false], 0.15, 0.95],
  "circle-stroke-color": ["case", ["==", ["get", "exact"], false], token("focus"), "#1b2443"],
  "circle-stroke-width": ["case", ["==", ["get", "exact"], false], 3, 1.5],
});

async function showAll(element) {
  const drawn = await drawMap(element);
  if (!drawn) return;
  const { map, library } = drawn;
  map.on("load", () => {
    const data = new URL(element.dataset.points, location.href).href;
    map.addSource("gatherings", { type: "geojson", data, cluster: true, clusterMaxZoom: 13, clusterRadius: 44 });
    map.addLayer({ id: "gatherings", type: "circle", source: "gatherings", filter: ["!", ["has", "point_count"]], paint: PAINT() });
    countClusters(drawn, "gatherings");
    map.on("click", "gatherings", ({ features: [one] }) => popup(library, map, element, one));
    map.on("mouseenter", "gatherings", () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", "gatherings", () => (map.getCanvas().style.cursor = ""));
  });
  map.on("idle", () => (element.dataset.drawn = "yes"));
}

async function showOne(element) {
  const drawn = await drawMap(element);
  if (!drawn) return;
  const at = [Number(element.dataset.pointLon), Number(element.dataset.pointLat)];
  const { map } = drawn;
  map.jumpTo({ center: at, zoom: 13 });
  map.on("load", () => {
    const properties = { exact: element.dataset.exact === "yes" };
    const data = { type: "Feature", geometry: { type: "Point", coordinates: at }, properties };
    map.addSource("here", { type: "geojson", data });
    const paint = { ...PAINT(), "circle-radius": properties.exact ? 9 : 34 };
    map.addLayer({ id: "here", type: "circle", source: "here", paint });
  });
}

// Where the browser is goes into the form, and only when the button is pressed.
function nearMe(button) {
  const form = document.querySelector("form[role=search]");
  const said = document.querySelector("[data-near-said]");
  button.hidden = !("geolocation" in navigator && isSecureContext && form);
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.zip.value = "";
        form.querySelector("[data-lat]").value = coords.latitude.toFixed(3);
        form.querySelector("[data-lon]").value = coords.longitude.toFixed(3);
        form.requestSubmit();
      },
      () => {
        said.textContent = IN_SPANISH
          ? "Su navegador no lo dice. Busque por código postal."
          : "Your browser does not say. Look by ZIP code.";
        form.closest("details").open = true;
      },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
}

for (const element of document.querySelectorAll("[data-points]")) showAll(element);
for (const element of document.querySelectorAll("[data-point-lon]")) showOne(element);
for (const button of document.querySelectorAll("[data-near]")) nearMe(button);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
