export { createApp, type AppParts } from "./create-app";
export { callOperation, identify, type Caller } from "./call-operation";
export { createMetrics, type Metrics } from "./metrics";
export { createRateLimiter, type RateLimiter } from "./rate-limit";
export { buildRegistry, implement, type Implementation, type Registered } from "./registry";
export type { Route, RouteParts } from "./route";
export { apiRoutes } from "./api-routes";
