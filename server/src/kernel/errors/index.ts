export * from "./refusal";
