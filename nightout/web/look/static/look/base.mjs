// The base map that an operator put into the site folder: one PMTiles file, read by ranges, of
// pictures or of vector tiles. Of those fills and lines only: words on a map need fonts, which the
// site does not have.

// What Protomaps calls `kind`, and once called `pmap:kind`, OpenMapTiles calls `class`.
const KIND = ["coalesce", ["get", "kind"], ["get", "class"], ["get", "pmap:kind"], ""];
const is = (...kinds) => ["in", KIND, ["literal", kinds]];
const drawn = (shape) => ["in", ["geometry-type"], ["literal", [shape, `Multi${shape}`]]];
const GREEN = is(
  "cemetery", "forest", "garden", "golf_course", "grass", "grassland", "meadow", "national_park",
  "nature_reserve", "park", "protected_area", "public_park", "recreation_ground", "scrub",
  "village_green", "wood",
);
const MAIN = is("highway", "major_road", "motorway", "trunk", "primary", "secondary");
const NO_STREET = ["any", is("aerialway", "ferry", "pier", "rail", "transit"), ["in", "_construction", KIND]];
const VECTOR = 1;

// Widths in pixels at a zoom, of main streets and of the others.
const wide = (more) => [
  "interpolate", ["exponential", 1.6], ["zoom"],
  6, ["case", MAIN, 1 + more, 0],
  11, ["case", MAIN, 2 + more, 0.4 + more / 2],
  14, ["case", MAIN, 5 + more, 2 + more],
  18, ["case", MAIN, 18 + more, 11 + more],
];

// Give the layers of a base map in the colours of `token`.
export function baseLayers(token, { type }) {
  return type === "vector" ? vectorLayers(token) : [pictures(token)];
}

// Pictures are made for the day; at night they are dimmed.
function pictures(token) {
  return { id: "base", type: "raster", source: "base", paint: { "raster-brightness-max": Number(token("picture")) } };
}

// Each layer for the names of both ways to make such files; check_base_file knows the same names.
function vectorLayers(token) {
  const one = (id, type, names, paint, more = {}) =>
    names.map((name) => ({ id: `base-${id}-${name}`, type, source: "base", "source-layer": name, paint, ...more }));
  const streets = ["roads", "transportation"];
  const round = { filter: ["all", ["!", NO_STREET], drawn("LineString")], layout: { "line-cap": "round", "line-join": "round" } };
  return [
    ...one("land", "fill", ["earth"], { "fill-color": token("land") }),
    ...one("green", "fill", ["landcover", "landuse", "natural"], { "fill-color": token("green") }, { filter: ["all", GREEN, drawn("Polygon")] }),
    // Whatever OpenMapTiles has here is one, by many words.
    ...one("park", "fill", ["park"], { "fill-color": token("green") }, { filter: drawn("Polygon") }),
    ...one("water", "fill", ["water"], { "fill-color": token("water") }, { filter: drawn("Polygon") }),
    ...one("stream", "line", ["water", "waterway"], { "line-color": token("water"), "line-width": 1.5 }, { filter: drawn("LineString") }),
    ...one("house", "fill", ["buildings", "building"], { "fill-color": token("house") }, { minzoom: 14 }),
    ...one("kerb", "line", streets, { "line-color": token("street-edge"), "line-width": wide(1.5) }, { ...round, minzoom: 10 }),
    ...one("street", "line", streets, { "line-color": token("street"), "line-width": wide(0) }, round),
    ...one("boundary", "line", ["boundaries", "boundary"], { "line-color": token("edge"), "line-width": 1, "line-dasharray": [3, 2] }, { filter: ["!=", ["get", "maritime"], 1] }),
  ];
}

// Text, whatever it holds: the library would take it for markup.
function escaped(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element.innerHTML;
}

// Give the source of the base map, or null where the site has none or it cannot be read: then the
// map is drawn without it.
export async function openBase(library, at) {
  if (!at.base) return null;
  try {
    const { PMTiles, Protocol } = await import(at.baseLibrary);
    const url = new URL(at.base, location.href).href;
    const [file, protocol] = [new PMTiles(url), new Protocol()];
    const { tileType } = await file.getHeader();
    protocol.add(file);
    library.addProtocol("pmtiles", protocol.tile);
    const kind = tileType === VECTOR ? { type: "vector" } : { type: "raster", tileSize: 256 };
    return { ...kind, url: `pmtiles://${url}`, attribution: escaped(at.baseAttribution) };
  } catch (fault) {
    console.info(`no base map: ${fault.message}`);
    return null;
  }
}
