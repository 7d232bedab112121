// For tests alone, and imported first: as much of a browser as modules need to be loaded.
Object.assign(globalThis, {
  window: globalThis,
  document: {
    currentScript: { src: "https://gallery.test/repo/assets/1f2e3d/site.js" },
    documentElement: { dataset: {} },
    head: { append() { } },
    createElement: () => ({}),
    querySelector: () => null,
    getElementById: () => null
  }
});
