import { findViolations } from "./import-rules";

const ROOMS = [
  "server/src/main/web.ts",
  "server/src/faces/portal/index.ts",
  "server/src/faces/desk/index.ts",
  "server/src/flows/30-order-confirmed-drives-plan.ts",
  "server/src/integrations/wechat/index.ts",
  "server/src/chain/orders/index.ts",
  "server/src/chain/orders/confirm-order.ts",
  "server/src/chain/plans/index.ts",
  "server/src/workflow/index.ts",
  "server/src/workflow/engine.ts",
  "server/src/studio/index.ts",
  "server/src/ledgers/inventory/index.ts",
  "server/src/ledgers/finance/index.ts",
  "server/src/masters/people/index.ts",
  "server/src/masters/parties/index.ts",
  "server/src/kernel/db/index.ts",
  "server/src/kernel/db/transact.ts",
  "server/src/kernel/access/index.ts",
  "server/src/migrations/20260101000000-create-orders.ts",
  "shared/src/domain/index.ts",
  "shared/src/domain/exact.ts",
  "admin-web/src/app/main.tsx",
];

/** A house in which every room is empty but for the given files. */
function house(files: Record<string, string>): Map<string, string> {
  return new Map([...ROOMS.map((path) => [path, ""] as const), ...Object.entries(files)]);
}

function messages(path: string, source: string): string[] {
  return findViolations(house({ [path]: source })).map((violation) => violation.message);
}

describe("what the house allows", () => {
  test.each([
    ["server/src/main/web.ts", 'import { p } from "../faces/portal";'],
    ["server/src/main/web.ts", 'import { t } from "../kernel/db";'],
    ["server/src/flows/20-a.ts", 'import { o } from "../chain/orders";'],
    ["server/src/flows/20-a.ts", 'import { o } from "./30-order-confirmed-drives-plan";'],
    ["server/src/chain/orders/a.ts", 'import { w } from "../../workflow";'],
    ["server/src/chain/orders/a.ts", 'import { i } from "../../ledgers/inventory/index";'],
    ["server/src/chain/orders/a.ts", 'import { c } from "./confirm-order";'],
    ["server/src/chain/orders/a.ts", 'import { exact } from "@quanlian/shared/domain";'],
    ["server/src/ledgers/finance/a.ts", 'import { p } from "../../masters/parties";'],
    ["server/src/kernel/access/a.ts", 'import { t } from "../db/transact";'],
    ["server/src/migrations/20260102000000-b.ts", 'import { m } from "../kernel/db";'],
    ["server/src/chain/orders/a.test.ts", 'import { p } from "../plans/secret";'],
    ["shared/src/contract/a.ts", 'import { z } from "zod"; import { e } from "../domain/exact";'],
    ["admin-web/src/app/a.tsx", 'import { e } from "@quanlian/shared/domain"; const a = <p />;'],
  ])("%s may say %s", (path, source) => {
    expect(messages(path, source)).toEqual([]);
  });
});

describe("what the house refuses", () => {
  test.each([
    [
      "a lower layer a higher one",
      "kernel/db/a.ts",
      "../../masters/people",
      "kernel may not import",
    ],
    [
      "a ledger a document",
      "ledgers/inventory/a.ts",
      "../../chain/orders",
      "ledgers may not import",
    ],
    ["the chain an arrow", "chain/orders/a.ts", "../../flows/20-a", "chain may not import flows"],
    ["masters a ledger", "masters/people/a.ts", "../../ledgers/finance", "masters may not import"],
    ["workflow a document", "workflow/a.ts", "../chain/orders", "workflow may not import chain"],
    ["workflow its neighbour", "workflow/a.ts", "../studio", "workflow may not import studio"],
    [
      "anyone but main a migration",
      "faces/desk/a.ts",
      "../../migrations/x",
      "faces may not import",
    ],
    ["anyone main", "flows/a.ts", "../main/web", "flows may not import main"],
    ["one link another", "chain/orders/a.ts", "../plans", "do not know each other"],
    ["one ledger another", "ledgers/inventory/a.ts", "../finance", "do not know each other"],
    ["one master another", "masters/people/a.ts", "../parties", "do not know each other"],
    ["one face another", "faces/portal/a.ts", "../desk", "do not know each other"],
    ["a face an arrow", "faces/portal/a.ts", "../../flows/20-a", "faces may not import flows"],
    [
      "an outsider a private file",
      "flows/a.ts",
      "../chain/orders/confirm-order",
      "its index alone",
    ],
    [
      "an outsider workflow's inside",
      "chain/orders/a.ts",
      "../../workflow/engine",
      "its index alone",
    ],
    [
      "an outsider the kernel's inside",
      "chain/orders/a.ts",
      "../../kernel/db/transact",
      "index alone",
    ],
    ["a migration more than the database", "migrations/a.ts", "../kernel/access", "only kernel/db"],
    ["a migration a document", "migrations/a.ts", "../chain/orders", "only kernel/db"],
    ["shared by a path", "kernel/db/a.ts", "../../../../shared/src/domain", "by its package name"],
    ["a private part of shared", "kernel/db/a.ts", "@quanlian/shared/domain/exact", "three doors"],
    ["the whole of shared", "kernel/db/a.ts", "@quanlian/shared", "three doors"],
    ["tools of the project", "kernel/db/a.ts", "../../../../scripts/check", "outside the product"],
    ["a test", "chain/orders/a.ts", "./confirm-order.test", "may not import a test"],
  ])("that it imports %s", (_title, path, specifier, message) => {
    const test = "server/src/chain/orders/confirm-order.test.ts";
    const source = `import { x } from "${specifier}";`;
    const found = findViolations(house({ [test]: "", [`server/src/${path}`]: source }));
    expect(found).toEqual([
      { path: `server/src/${path}`, line: 1, message: expect.stringContaining(message) },
    ]);
  });

  test.each([
    ["shared anything of ours", "shared/src/domain/a.ts", "@quanlian/server", "nothing of ours"],
    [
      "shared the server by path",
      "shared/src/domain/a.ts",
      "../../../server/src/kernel/db",
      "package",
    ],
    ["shared what browsers lack", "shared/src/domain/a.ts", "node:crypto", "browsers"],
    ["a client the server", "admin-web/src/app/a.tsx", "@quanlian/server", "only shared"],
    [
      "a client the server by path",
      "admin-web/src/a.ts",
      "../../server/src/kernel/db",
      "package name",
    ],
    [
      "the mini-program the web",
      "miniprogram/src/a.ts",
      "../../admin-web/src/app/main",
      "package name",
    ],
  ])("that it imports: %s", (_title, path, specifier, message) => {
    expect(messages(path, `import { x } from "${specifier}";`)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test.each([
    ["a type import", 'import type { P } from "../plans";'],
    ["an inline type import", 'import { type P } from "../plans";'],
    ["an import for its side effects", 'import "../plans";'],
    ["a namespace import", 'import * as p from "../plans";'],
    ["an export of names", 'export { p } from "../plans";'],
    ["an export of types", 'export type { P } from "../plans";'],
    ["an export of everything", 'export * from "../plans";'],
    ["a dynamic import", 'async function f() { return import("../plans"); }'],
    ["a dynamic import of a template", "const f = () => import(`../plans`);"],
    ["the type of an import", 'let p: import("../plans").P;'],
    ["a require", 'const p = require("../plans");'],
    ["an import by require", 'import p = require("../plans");'],
    ["an import by the file's name", 'import { p } from "../plans/index.js";'],
  ])("a forbidden import written as %s", (_title, source) => {
    expect(messages("server/src/chain/orders/a.ts", source)).toEqual([
      expect.stringContaining("do not know each other"),
    ]);
  });

  test("an import whose target is computed, except in main", () => {
    const source = "const f = (name: string) => import(`../chain/${name}`);";
    expect(messages("server/src/faces/desk/a.ts", source)).toEqual([
      "an import must write out what it imports",
    ]);
    expect(messages("server/src/main/a.ts", source)).toEqual([]);
  });

  test("a file that stands in no layer, and one that stands in no module", () => {
    expect(messages("server/src/helpers/a.ts", "")).toEqual([
      expect.stringContaining("lies in no layer"),
    ]);
    expect(messages("server/src/chain/a.ts", "")).toEqual([
      expect.stringContaining("lies in no module"),
    ]);
  });

  test("a circle between files, of types too, each told once and by its shortest way", () => {
    const found = findViolations(
      house({
        "server/src/kernel/db/a.ts": 'import type { B } from "../access/b";',
        "server/src/kernel/access/b.ts": 'import { c } from "./c"; import { a } from "../db/a";',
        "server/src/kernel/access/c.ts": 'export * from "../db/a";',
        "shared/src/domain/self.ts": 'import { self } from "./self";',
      }),
    );
    expect(found).toEqual([
      {
        path: "server/src/kernel/access/b.ts",
        line: 1,
        message: expect.stringMatching(/circle: \S+\/b\.ts → \S+\/a\.ts → \S+\/b\.ts$/),
      },
      { path: "shared/src/domain/self.ts", line: 1, message: expect.stringContaining("circle") },
    ]);
  });
});

test("a violation names the line of the import", () => {
  const source = '// 全链\nimport { c } from "./confirm-order";\nimport { p } from "../plans";\n';
  const [violation] = findViolations(house({ "server/src/chain/orders/a.ts": source }));
  expect(violation?.line).toBe(3);
});

test("an import written in a comment or a string is none", () => {
  const source = '// import { p } from "../plans";\nconst s = \'import "../plans"\';';
  expect(messages("server/src/chain/orders/a.ts", source)).toEqual([]);
});
