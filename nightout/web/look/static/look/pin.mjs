// The pin of a gathering: drop it on the map, drag it, or stand where it is. The two numbers are
// what is sent; they can be typed as well.
import { drawMap, token } from "./map.mjs";

const DIGITS = 6; // a tenth of a metre

async function start(box) {
  const [lat, lon] = [box.querySelector("[name=lat]"), box.querySelector("[name=lon]")];
  const element = box.querySelector("[data-map]");
  const drawn = await drawMap(element);
  if (!drawn) {
    box.querySelector("[data-here]").remove();
    return;
  }
  const { map, library } = drawn;
  const marker = new library.Marker({ color: token("lamp"), draggable: true });

  function put(longitude, latitude) {
    lon.value = longitude.toFixed(DIGITS);
    lat.value = latitude.toFixed(DIGITS);
    marker.setLngLat([longitude, latitude]).addTo(map);
  }
  function read() {
    const [x, y] = [parseFloat(lon.value), parseFloat(lat.value)];
    if (Math.abs(x) <= 180 && Math.abs(y) <= 90) {
      marker.setLngLat([x, y]).addTo(map);
      map.easeTo({ center: [x, y], zoom: Math.max(map.getZoom(), 14), duration: 0 });
    }
  }

  map.on("click", (event) => put(event.lngLat.lng, event.lngLat.lat));
  marker.on("dragend", () => put(marker.getLngLat().lng, marker.getLngLat().lat));
  lon.addEventListener("change", read);
  lat.addEventListener("change", read);
  read();

  const here = box.querySelector("[data-here]");
  if (!navigator.geolocation) here.remove();
  else {
    here.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        put(coords.longitude, coords.latitude);
        read();
      });
    });
  }
}

for (const box of document.querySelectorAll("[data-pin]")) start(box);
