import type uPlot from "uplot";
import type { PlotColors } from "./plot-colors.ts";
import type { Mark } from "./marks.ts";

interface PlotOptions {
  readonly width: number;
  readonly colors: PlotColors;
  readonly format: (value: number) => string;
  /** Hears of the point under the pointer. */
  readonly onPoint: (index: number | undefined) => void;
  readonly marks: () => readonly Mark[];
}

const height = 150;
const font = "11px system-ui, sans-serif";

/** How a plot looks: quiet axes, a line a series, dashes where another version took over. */
export function plotOptions({ width, colors, format, onPoint, marks }: PlotOptions): uPlot.Options {
  const axis = { stroke: colors.text, font, ticks: { show: false } };
  return {
    width,
    height,
    padding: [12, 6, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: { y: { range: (_, __, top) => [0, top > 0 ? top * 1.1 : 1] } },
    axes: [
      { ...axis, grid: { show: false }, values: (_, splits) => clockTexts(splits), space: 70, size: 28 },
      {
        ...axis,
        grid: { stroke: colors.grid, width: 1 },
        values: (_, splits) => splits.map((value) => format(value)),
        size: 62,
        space: 34,
      },
    ],
    series: [
      {},
      ...colors.lines.map((stroke) => ({ stroke, width: 1.6, points: { show: false }, spanGaps: false })),
    ],
    hooks: {
      setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)],
      drawAxes: [(plot) => drawMarks(plot, marks(), colors.text)],
    },
  };
}

/** Seconds are told where minutes would look alike. */
function clockTexts(splits: readonly number[]): string[] {
  const timeStyle = (splits[1] ?? 0) - (splits[0] ?? 0) < 60 ? "medium" : "short";
  return splits.map((seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeStyle }));
}

function drawMarks(plot: uPlot, marks: readonly Mark[], color: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const { at, text } of marks) {
    const x = plot.valToPos(at, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(text, x + 4 * devicePixelRatio, bbox.top + 9 * devicePixelRatio);
  }
  ctx.restore();
}
