import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { theme } from "../state/theme.ts";
import type { Mark } from "./marks.ts";
import { plotColors } from "./plot-colors.ts";
import { plotOptions, type PlotScale } from "./plot-options.ts";

interface Plotted {
  readonly data: uPlot.AlignedData;
  readonly marks: readonly Mark[];
  readonly format: (value: number) => string;
  readonly scale: PlotScale;
  /** Hears of the point under the pointer. */
  readonly onPoint: (index: number | undefined) => void;
}

/** Draws into the element with the class `plot` below a figure, as wide as that is; a change of theme draws anew. */
export function usePlot(plotted: Plotted): RefObject<HTMLElement | null> {
  const figure = useRef<HTMLElement>(null);
  const latest = useRef(plotted);
  const shown = useRef<uPlot | undefined>(undefined);
  latest.current = plotted;
  useEffect(() => {
    if (!figure.current) return;
    const { plot, close } = createPlot(figure.current, latest);
    shown.current = plot;
    return close;
  }, [theme.value]);
  useEffect(() => shown.current?.setData(plotted.data), [plotted.data]);
  return figure;
}

function createPlot(
  figure: HTMLElement,
  latest: RefObject<Plotted>,
): { readonly plot: uPlot; readonly close: () => void } {
  const host = figure.querySelector<HTMLElement>(".plot") ?? figure;
  const options = plotOptions({
    width: host.clientWidth,
    colors: plotColors(figure),
    format: latest.current.format,
    scale: latest.current.scale,
    onPoint: (index) => latest.current.onPoint(index),
    marks: () => latest.current.marks,
  });
  const plot = new uPlot(options, latest.current.data, host);
  const observer = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: plot.height }));
  observer.observe(host);
  const close = (): void => {
    observer.disconnect();
    plot.destroy();
  };
  return { plot, close };
}
