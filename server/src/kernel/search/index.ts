export { declareSearchable, type SearchableDefinition } from "./searchable";
export { searchOperations } from "./search.routes";
export { writeTerms, type Searched } from "./write-terms";
