export * from "./translate";
export { en } from "./en";
export { zhCN } from "./zh-CN";
