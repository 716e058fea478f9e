/** The colours of a plot, as the page's theme has them now. */
export interface PlotColors {
  readonly lines: readonly string[];
  readonly text: string;
  readonly grid: string;
}

/** Reads the colours from the elements that have them: a canvas knows no custom properties. */
export function plotColors(figure: Element): PlotColors {
  const style = getComputedStyle(figure);
  const swatches = [...figure.querySelectorAll(".swatch")];
  return {
    lines: swatches.map((swatch) => getComputedStyle(swatch).color),
    text: style.color,
    grid: style.borderTopColor,
  };
}
