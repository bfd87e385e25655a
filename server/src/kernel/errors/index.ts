export * from "./refusal";
export * from "./faults";
