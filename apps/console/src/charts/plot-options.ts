import type uPlot from "uplot";
import type { PlotColors } from "./plot-colors.ts";
import { isolatedPoints } from "./isolated-points.ts";
import type { Mark } from "./marks.ts";

interface PlotOptions {
  readonly width: number;
  readonly colors: PlotColors;
  readonly format: (value: number) => string;
  readonly scale: PlotScale;
  /** Hears of the point under the pointer. */
  readonly onPoint: (index: number | undefined) => void;
  readonly marks: () => readonly Mark[];
}

/** How the axis of values grows. */
export interface PlotScale {
  /** What stands at its top while all values are lower. */
  readonly least: number;
  /** The steps that it may have; without, decimal ones. */
  readonly steps?: readonly number[];
}

const height = 150;
const timeSteps = [5, 10, 30, 60, 120, 180, 300, 600, 1800, 3600];
const font = "11px system-ui, sans-serif";

/** How a plot looks: quiet axes, a line a series, dashes where another version took over. */
export function plotOptions({ width, colors, format, scale, onPoint, marks }: PlotOptions): uPlot.Options {
  const axis = { stroke: colors.text, font, ticks: { show: false } };
  return {
    width,
    height,
    padding: [12, 6, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: { y: { range: (_, __, top) => [0, Math.max(scale.least, top * 1.1)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_, splits) => clockTexts(splits),
        space: 60,
        size: 24,
        incrs: timeSteps,
      },
      {
        ...axis,
        grid: { stroke: colors.grid, width: 1 },
        values: (_, splits) => splits.map((value) => format(value)),
        size: 62,
        space: 34,
        ...(scale.steps && { incrs: [...scale.steps] }),
      },
    ],
    series: [{}, ...colors.lines.map(lineOf)],
    hooks: {
      setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)],
      drawAxes: [(plot) => drawMarks(plot, marks(), colors.text)],
    },
  };
}

/** A value between two gaps would be no line at all. */
function lineOf(stroke: string): uPlot.Series {
  const points = { show: true, size: 4, fill: stroke, filter: lonelyPoints };
  return { stroke, width: 1.6, spanGaps: false, points };
}

function lonelyPoints({ data }: uPlot, series: number): number[] {
  return [...isolatedPoints(data[series] ?? [])];
}

/** Seconds are told where minutes would look alike. */
function clockTexts(splits: readonly number[]): string[] {
  const [first = 0, second = first + 60] = splits;
  const timeStyle = second - first < 60 ? "medium" : "short";
  return splits.map((seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeStyle }));
}

function drawMarks(plot: uPlot, marks: readonly Mark[], color: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "right";
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const { at, text } of marks) {
    const x = plot.valToPos(at, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(text, x - 4 * devicePixelRatio, bbox.top + 9 * devicePixelRatio);
  }
  ctx.restore();
}
