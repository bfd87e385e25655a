import { reference, text } from "../db/column";
import { defineBare } from "../db/model";

/** The index of the search boxes: which beginnings of terms a record has. Written with the record, never edited. */
export class SearchTerm extends defineBare("search_terms", {
  tenantId: reference(),
  subjectType: text(64),
  term: text(64),
  subjectId: reference(),
}) {}
