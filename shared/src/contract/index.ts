export * from "./errors";
export * from "./operation";
export * as shape from "./primitives";
