import { attackPart } from "./attack-part";

attackPart({ no: 1, of: 2 });
