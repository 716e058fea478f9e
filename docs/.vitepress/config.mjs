import { defineConfig } from "vitepress";
import { localLinks } from "./local-links.mjs";
import { sidebar } from "./sidebar.mjs";

/** Pages ask nothing of other hosts: fonts and search are their own. */
export default defineConfig({
  title: "Switchyard",
  description: "Serves every model of an MLflow registry, and follows it.",
  cleanUrls: true,
  rewrites: { "benchmarks/README.md": "benchmarks/index.md" },
  ignoreDeadLinks: "localhostLinks",
  markdown: { config: (markdown) => markdown.use(localLinks) },
  themeConfig: { search: { provider: "local" }, sidebar: sidebar(), outline: "deep" },
});
