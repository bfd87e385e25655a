export * from "./define-states";
