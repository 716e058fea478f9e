export { answerRequests } from "./answer-requests.ts";
export { Access, type AccessOptions } from "./access/access.ts";
export { EventFeed } from "./events/event-feed.ts";
export { believeFront } from "./front/believe-front.ts";
export type { ReadinessPolicy } from "./health/readiness.ts";
export type { RootModel } from "./root-model/root-model.ts";
export { TrafficRecorder } from "./traffic/traffic-recorder.ts";
export type { FastLane } from "./fast-lane/fast-lane.ts";
