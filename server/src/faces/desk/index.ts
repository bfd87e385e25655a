export { deskOperations, involvementOperations } from "./desk.routes";
