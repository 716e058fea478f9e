import { stages, type Distribution, type ModelStatistics } from "@switchyard/core";
import { StatisticsBook, type WorkerModel } from "@switchyard/serving";
import { test } from "vitest";
import { here, requestOf, rows, split } from "./iris-requests.ts";

/** What every kind of worker tells of its work for the iris sample. */
export function workerStatistics(start: (statistics: StatisticsBook) => Promise<WorkerModel>): void {
  test("tells what was done for requests, of callers alone", async ({ expect }) => {
    const book = new StatisticsBook();
    await using model = await start(book);
    await model.answer(split(rows.setosa), here);
    model.beginToServe();
    const asked = [split(rows.setosa), split(rows.setosa, rows.virginica), requestOf("{")];
    await Promise.allSettled(asked.map((each) => model.answer(each, here)));
    const { counts, versions } = statisticsOf(book, "sample");
    const { requests, failures, durations, runs, runRows } = counts;
    expect({ requests, rows: counts.rows, ...failures }).toMatchObject({
      requests: 3,
      rows: 3,
      bad_request: 1,
      model: 0,
    });
    expect(runs).toBeLessThanOrEqual(2);
    expect([runRows.sum, total(runRows)]).toEqual([3, runs]);
    for (const stage of stages) expect([stage, total(durations[stage])]).toEqual([stage, 2]);
    for (const stage of stages) expect(durations[stage].sum).toBeGreaterThan(0);
    expect(versions).toMatchObject([{ version: "1", gauges: { workers: 1, queued: 0, inFlight: 0 } }]);
  });
}

function statisticsOf(book: StatisticsBook, model: string): ModelStatistics {
  const statistics = book.statisticsOf(model);
  if (statistics) return statistics;
  throw new Error(`nothing was counted of ${model}`);
}

function total({ counts }: Distribution): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
