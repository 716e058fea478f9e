const lineWidth = 75;
const mostElements = 1000;
const edge = 3;

/** What NumPy prints of an array: all of a small one, of a large one the first and last of each dimension. */
export interface Printed {
  readonly elements: readonly unknown[];
  readonly shape: readonly number[];
  /** Dimensions of which some were left out. */
  readonly cut: readonly boolean[];
}

/** Leaves out what NumPy does. */
export function printedOf(elements: readonly unknown[], shape: readonly number[]): Printed {
  if (elements.length <= mostElements) return { elements, shape, cut: shape.map(() => false) };
  const cut = shape.map((length) => length > 2 * edge);
  return {
    elements: edges(elements, shape),
    shape: shape.map((length) => Math.min(length, 2 * edge)),
    cut,
  };
}

function edges(elements: readonly unknown[], shape: readonly number[]): readonly unknown[] {
  const [length, ...inner] = shape;
  if (length === undefined) return elements;
  const size = elements.length / length;
  const kept = [...Array(length).keys()].filter((at) => at < edge || at >= length - edge);
  return kept.flatMap((at) => edges(elements.slice(at * size, (at + 1) * size), inner));
}

/** The words of an array's elements in brackets, as NumPy prints arrays: a line a row, long rows on several. */
export function numpyRows(words: readonly string[], { shape, cut }: Omit<Printed, "elements">): string {
  return block(words, { shape, cut, width: lineWidth, indent: " " });
}

interface Layout extends Omit<Printed, "elements"> {
  readonly width: number;
  readonly indent: string;
}

function block(words: readonly string[], { shape, cut, width, indent }: Layout): string {
  const [length = 1, ...inner] = shape;
  const [isCut = false, ...cutInner] = cut;
  if (inner.length === 0)
    return `[${row(isCut ? withGap(words) : words, width - 1, indent).slice(indent.length)}]`;
  const size = words.length / length;
  const layout = { shape: inner, cut: cutInner, width: width - 1, indent: `${indent} ` };
  const blocks = Array.from({ length }, (_, at) => block(words.slice(at * size, (at + 1) * size), layout));
  return `[${(isCut ? withGap(blocks) : blocks).join("\n".repeat(inner.length) + indent)}]`;
}

function withGap(parts: readonly string[]): readonly string[] {
  return parts.toSpliced(edge, 0, "...");
}

function row(words: readonly string[], width: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const [at, word] of words.entries()) {
    const separated = at === 0 ? line : `${line} `;
    const wraps = separated.length > indent.length && separated.length + word.length > width;
    if (wraps) lines.push(line.trimEnd());
    line = wraps ? indent + word : separated + word;
  }
  return [...lines, line].join("\n");
}
