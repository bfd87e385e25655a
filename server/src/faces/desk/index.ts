export { deskOperations } from "./desk.routes";
