// A map of a city's own areas, in the site's own colours. Nothing is asked of any other machine.

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

function style(areas) {
  return {
    version: 8,
    sources: {
      areas: {
        type: "geojson",
        data: areas,
        attribution: document.documentElement.lang === "es" ? "Zonas de la ciudad" : "The city's areas",
      },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": token("paper") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": token("card"), "fill-opacity": 0.9 } },
      { id: "borders", type: "line", source: "areas", paint: { "line-color": token("edge"), "line-width": 1 } },
    ],
  };
}

// Draw the map of an element that says where the library, the worker, the areas and the bounds are.
// Where the browser cannot draw it, the element is taken away: all that it tells is also written.
export async function drawMap(element) {
  const at = element.dataset;
  try {
    const library = await import(at.library);
    library.setWorkerUrl(new URL(at.worker, location.href).href);
    const bounds = [Number(at.west), Number(at.south), Number(at.east), Number(at.north)];
    const map = new library.Map({
      container: element,
      style: style(new URL(at.areas, location.href).href),
      bounds: bounds[2] - bounds[0] > 90 ? undefined : bounds,
      fitBoundsOptions: { padding: 12 },
      attributionControl: { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      // A finger that scrolls the page does not move the map.
      cooperativeGestures: true,
      locale: document.documentElement.lang === "es" ? SPANISH : {},
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new library.NavigationControl({ showCompass: false }));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      map.setPaintProperty("ground", "background-color", token("paper"));
      map.setPaintProperty("areas", "fill-color", token("card"));
      map.setPaintProperty("borders", "line-color", token("edge"));
    });
    return { map, library };
  } catch (fault) {
    console.info(`no map: ${fault.message}`);
    element.remove();
    return null;
  }
}
