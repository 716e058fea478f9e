import type { Block } from "./block.ts";
import { readAttributes } from "./read-attributes.ts";

const opening = /^(?:(?<fence>`{3,})|<!-- docs-test )(?<language>\w+)(?<info>.*)$/;

/** The blocks of a page in order: fenced ones, and those in comments that open with `<!-- docs-test sh`. */
export function readBlocks(markdown: string): readonly Block[] {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const { fence, language = "", info = "" } = opening.exec(lines[index] ?? "")?.groups ?? {};
    if (language === "" || info.endsWith("-->")) continue;
    const end = lines.indexOf(fence ?? "-->", index + 1);
    if (end === -1) throw new Error(`line ${index + 1}: the block has no end`);
    const text = lines.slice(index + 1, end).join("\n");
    blocks.push({ line: index + 1, language, attributes: readAttributes(info), text });
    index = end;
  }
  return blocks;
}
