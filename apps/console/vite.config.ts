import { defineConfig } from "vite";

const gateway = "http://127.0.0.1:8080";

export default defineConfig({
  // Served at `/` today, and behind a prefix of somebody's proxy tomorrow.
  base: "./",
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: {
    proxy: Object.fromEntries(
      ["/models", "/events", "/openapi.json", "/docs", "/metrics"].map((path) => [path, gateway]),
    ),
  },
});
