// In the place of fflate, which PMTiles asks only where a browser cannot unpack by itself. All
// browsers that MapLibre GL JS 6 draws in can, so that its 90 kB are left out.
export function decompressSync() {
  throw new Error("this browser has no DecompressionStream");
}
