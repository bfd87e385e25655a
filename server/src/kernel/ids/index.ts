export * from "./id";
export * from "./lease-worker";
