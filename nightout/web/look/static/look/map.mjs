// A map of a city's own areas, in the site's own colours. Nothing is asked of any other machine.
import { baseLayers, openBase } from "./base.mjs";

// Give the value of a colour of tokens.css, by day or by night as it is now.
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const SPANISH = {
  "AttributionControl.ToggleAttribution": "Fuente del mapa",
  "CooperativeGesturesHandler.WindowsHelpText": "Use Ctrl y la rueda para acercar el mapa",
  "CooperativeGesturesHandler.MacHelpText": "Use ⌘ y la rueda para acercar el mapa",
  "CooperativeGesturesHandler.MobileHelpText": "Mueva el mapa con dos dedos",
  "Map.Title": "Mapa",
  "Marker.Title": "Marcador",
  "NavigationControl.ZoomIn": "Acercar",
  "NavigationControl.ZoomOut": "Alejar",
  "Popup.Close": "Cerrar",
};

export const IN_SPANISH = document.documentElement.lang === "es";

const COUNTIES = { minzoom: 6, maxzoom: 9.5 };
const countyPaint = () => ({ "line-color": token("edge"), "line-width": 0.5, "line-opacity": 0.7 });

// What lies on the paper, from below: the states, the streets if there are any, the city's areas.
function layers(base) {
  return [
    { id: "ground", type: "background", paint: { "background-color": token("paper") } },
    { id: "states", type: "fill", source: "states", paint: { "fill-color": token("land") } },
    // Drawn for the nation, they cut a river's bends by a mile: within a city they would mislead.
    { id: "state-borders", type: "line", source: "states", maxzoom: 9, paint: { "line-color": token("edge"), "line-width": 1 } },
    ...(base ? baseLayers(token, base) : []),
    // Nothing hides the streets.
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": token("card"), "fill-opacity": base ? 0 : 0.9 } },
    { id: "borders", type: "line", source: "areas", paint: { "line-color": token("edge"), "line-width": 1 } },
  ];
}

function style(at, base) {
  const outlines = (path, attribution) => ({ type: "geojson", data: new URL(path, location.href).href, attribution });
  return {
    version: 8,
    sources: {
      states: outlines(at.states, IN_SPANISH ? "Contornos: Oficina del Censo" : "Outlines: US Census Bureau"),
      areas: outlines(at.areas, IN_SPANISH ? "Zonas de la ciudad" : "The city's areas"),
      ...(base ? { base } : {}),
    },
    layers: layers(base),
  };
}

// The borders of counties, asked for only by a map that comes near enough to show them. They are
// as coarse as the states', so nearer than this they would mislead; a base map brings its own.
function showCounties(map, at) {
  const zoom = map.getZoom();
  if (map.getSource("counties") || zoom < COUNTIES.minzoom || zoom >= COUNTIES.maxzoom) return;
  map.addSource("counties", { type: "geojson", data: new URL(at.counties, location.href).href });
  map.addLayer({ id: "counties", type: "line", source: "counties", ...COUNTIES, paint: countyPaint() }, "areas");
}

// Draw the map of an element that says where the library, the worker, the areas and the bounds are.
// Where the browser cannot draw it, the element is taken away: all that it tells is also written.
export async function drawMap(element) {
  const at = element.dataset;
  try {
    const library = await import(at.library);
    library.setWorkerUrl(new URL(at.worker, location.href).href);
    const base = await openBase(library, at);
    const bounds = [Number(at.west), Number(at.south), Number(at.east), Number(at.north)];
    const map = new library.Map({
      container: element,
      style: style(at, base),
      bounds,
      fitBoundsOptions: { padding: 12 },
      attributionControl: { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      // A finger that scrolls the page does not move the map.
      cooperativeGestures: true,
      locale: IN_SPANISH ? SPANISH : {},
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new library.NavigationControl({ showCompass: false }));
    if (!base) {
      map.on("load", () => {
        showCounties(map, at);
        map.on("zoomend", () => showCounties(map, at));
      });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      const counties = map.getLayer("counties") ? [{ id: "counties", paint: countyPaint() }] : [];
      for (const { id, paint } of [...layers(base), ...counties]) {
        for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value);
      }
    });
    return { map, library };
  } catch (fault) {
    console.info(`no map: ${fault.message}`);
    element.remove();
    return null;
  }
}
