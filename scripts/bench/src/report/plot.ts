/** Bars side by side for each group, in SVG that can be read on light and on dark ground. */
export interface Plot {
  readonly title: string;
  readonly groups: readonly string[];
  readonly series: readonly PlotSeries[];
  /** Levels that are drawn across. */
  readonly levels: readonly { readonly name: string; readonly value: number }[];
}

export interface PlotSeries {
  readonly name: string;
  /** One for each group; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
}

const colours = ["#4a90d9", "#e0872d", "#3fa66b", "#b565c9", "#8c8c8c", "#c9a227", "#37a3a8", "#d0628a"];
const [width, height, left, top, bottom] = [720, 336, 64, 40, 88];
const [plotWidth, plotHeight] = [width - left - 16, height - top - bottom];

/** The text of an SVG file. */
export function plotSvg(plot: Plot): string {
  const highest = niceAbove(
    Math.max(
      0,
      ...plot.series.flatMap(({ values }) => values.map((each) => each ?? 0)),
      ...plot.levels.map(({ value }) => value),
    ),
  );
  const y = (value: number): number => top + plotHeight * (1 - value / highest);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#808080">`,
    text([left, 20], plot.title, 'font-size="14"'),
    ...ticks(highest).flatMap((value) => [
      line(y(value), 'stroke="#808080" stroke-opacity="0.3"'),
      text([left - 6, y(value) + 4], short(value), 'text-anchor="end"'),
    ]),
    ...plot.groups.flatMap((group, index) => groupOf(plot, index, { group, y })),
    ...plot.levels.flatMap(({ name, value }) => [
      line(y(value), 'stroke="#d05050" stroke-dasharray="6 4"'),
      text([width - 18, y(value) - 4], name, 'text-anchor="end" fill="#d05050"'),
    ]),
    ...plot.series.flatMap(({ name }, index) => legend(name, index)),
    "</svg>",
    "",
  ].join("\n");
}

function groupOf(
  { series, groups }: Plot,
  index: number,
  { group, y }: { readonly group: string; readonly y: (value: number) => number },
): readonly string[] {
  const groupWidth = plotWidth / groups.length;
  const barWidth = (groupWidth * 0.8) / series.length;
  const start = left + groupWidth * (index + 0.1);
  const rectangles = series.flatMap(({ values }, place) => {
    const value = values[index];
    if (value === undefined) return [];
    const size = `width="${round(barWidth - 2)}" height="${round(y(0) - y(value))}"`;
    const at = `x="${round(start + place * barWidth)}" y="${round(y(value))}"`;
    const middle = start + place * barWidth + barWidth / 2;
    return [
      `<rect ${at} ${size} fill="${colourOf(place)}"/>`,
      text([middle, y(value) - 3], short(value), 'text-anchor="middle" font-size="10"'),
    ];
  });
  return [
    ...rectangles,
    text([left + groupWidth * (index + 0.5), top + plotHeight + 18], group, 'text-anchor="middle"'),
  ];
}

function legend(name: string, index: number): readonly string[] {
  const [x, y] = [left + (index % 3) * 215, height - 50 + Math.floor(index / 3) * 18];
  return [
    `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colourOf(index)}"/>`,
    text([x + 15, y], name),
  ];
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? "#808080";
}

function line(y: number, style: string): string {
  return `<line x1="${left}" x2="${left + plotWidth}" y1="${round(y)}" y2="${round(y)}" ${style}/>`;
}

function text([x, y]: readonly [number, number], content: string, style = ""): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${round(x)}" y="${round(y)}" ${style}>${escaped}</text>`;
}

function ticks(highest: number): readonly number[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => share * highest);
}

/** The next of 1, 2, 4 and 8 times a power of ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return ([1, 2, 4, 8].find((each) => each * power >= value) ?? 10) * power;
}

function short(value: number): string {
  if (value >= 10_000) return `${round(value / 1000)}k`;
  return String(value >= 100 ? Math.round(value) : round(value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
