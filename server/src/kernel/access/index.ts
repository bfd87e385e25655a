export * from "./actor";
export * from "./actor-store";
export * from "./ctx";
export { acrossTenants, createCtx, DEFAULT_TIME_ZONE, onBooks, type CtxSeed } from "./create-ctx";
export * from "./mask";
export * from "./row-rule";
export * from "./tokens";
export { housekeepingCtx, jobCtx, type JobSeed } from "./worker-ctx";
