export { declareAudience, inAudience, mayHear, type ChangeEvent } from "./audiences";
export { liveHub, type LiveHub } from "./live-hub";
export { liveRoute } from "./live-stream";
export { liveOperations } from "./live.routes";
