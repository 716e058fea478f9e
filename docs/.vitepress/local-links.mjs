import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const docs = join(fileURLToPath(import.meta.url), "../..");

/**
 * Pages link to each other and to other files of the repository. The site has only the pages: a link to another file
 * becomes its text, and one to `public/` leads to where that lies on the site.
 */
export function localLinks(markdown) {
  markdown.core.ruler.push("local-links", ({ tokens, env }) => {
    for (const { children } of tokens) if (children) relink(children, dirname(env.path));
  });
}

function relink(tokens, folder) {
  let isText = false;
  for (const token of tokens) {
    if (token.type === "link_open") {
      const path = pathOf(token.attrGet("href"), folder);
      isText = path?.startsWith("..") === true && existsSync(join(docs, path));
      if (path?.startsWith("public/")) token.attrSet("href", `/${path.slice("public/".length)}`);
    }
    if (isText && token.type.startsWith("link_")) Object.assign(token, { type: "text", content: "" });
  }
}

/** From the pages' folder; nothing for what leads elsewhere. */
function pathOf(href, folder) {
  if (/^(?:[a-z]+:|\/|#)/.test(href)) return undefined;
  return relative(docs, join(folder, href.replace(/#.*$/, "")));
}
