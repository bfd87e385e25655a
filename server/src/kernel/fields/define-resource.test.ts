import { declareList, listField } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { assembleProduct } from "../../main/assemble";
import { defineRowPolicy } from "../access/row-rule";
import { integer, text } from "../db/column";
import { defineTable } from "../db/model";
import { defineResource, resourceOf, type ResourceDefinition } from "./define-resource";

class Note extends defineTable("test_notes", { title: text(64), cost: integer() }) {}

const fields = { title: listField.text(), cost: listField.integer({ mask: "cost" }) };
const list = (more: object = {}) =>
  declareList("notes", {
    subject: "note",
    about: "notes",
    function: "core",
    actors: ["staff"],
    fields,
    ...more,
  });

const define = (more: object, declared = list()) =>
  defineResource(declared, {
    policy: defineRowPolicy("note"),
    table: Note,
    alias: "n",
    columns: { title: "n.title", cost: "n.cost" },
    ...more,
  } as ResourceDefinition<typeof fields>);

describe("a resource", () => {
  it("refuses to search or be sorted by a masked field, for both would tell its values", () => {
    const searchable = list({ searchable: true });
    expect(() => define({ search: { subjectType: "note", fields: ["cost"] } }, searchable)).toThrow(
      "masked",
    );
    expect(() => define({}, list({ defaultSort: [{ field: "cost", direction: "asc" }] }))).toThrow(
      "masked",
    );
  });

  it("refuses a field on a join that is not there, and a search box without terms", () => {
    expect(() => define({ columns: { title: { sql: "x.t", join: "x" }, cost: "n.cost" } })).toThrow(
      "no join",
    );
    expect(() => define({}, list({ searchable: true }))).toThrow("not bound to terms");
  });

  it("has, for each list of the product, a label for every field in both languages", () => {
    const { registry } = assembleProduct();
    const lists = [...registry.keys()].flatMap(
      (name) => resourceOf(name.replace(/\.list$/, "")) ?? [],
    );
    expect(lists.length).toBeGreaterThan(1);
    const missing = lists.flatMap(({ fields: bound }) =>
      [...bound.values()].flatMap(({ labelKey }) =>
        // A language that lacks a key falls back to the other one, so each must say something of its own.
        translate("en", labelKey) === labelKey || /\p{Script=Han}/u.test(translate("en", labelKey))
          ? [labelKey]
          : [],
      ),
    );
    expect(missing).toEqual([]);
  });
});
