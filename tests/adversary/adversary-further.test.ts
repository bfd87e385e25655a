import { attackPart } from "./attack-part";

attackPart({ no: 2, of: 2 });
