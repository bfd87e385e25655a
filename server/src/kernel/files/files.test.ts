import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import {
  inventRights,
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { createCtx } from "../access/create-ctx";
import { defineRowPolicy } from "../access/row-rule";
import { readAccessToken, signPurposeToken } from "../access/tokens";
import { transact } from "../db/transact";
import { Refusal } from "../errors";
import { declareAudience } from "../live/audiences";
import { attachFiles } from "./attach-files";

declareAudience("drawing", defineRowPolicy("drawing", { owner: "owner_id" }), "drawings.show");

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\nendobj\n");
const EXE = Buffer.concat([Buffer.from("MZ\u0090\u0000", "latin1"), Buffer.alloc(512)]);
const folder = mkdtempSync(join(tmpdir(), "quanlian-files-"));

let product: TestProduct;
let tenant: GivenTenant;
let drawer: GivenStaff;

beforeAll(async () => {
  product = await startProduct({ FILES_FOLDER: folder });
  inventRights("drawings.show");
  tenant = await givenTenant(product);
  drawer = await givenStaff(product, tenant, {
    roles: { permissions: ["files.*", "drawings.*"], scope: "own" },
  });
});
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Uploaded {
  id: string;
  mime: string;
  bytes: number;
  sha256: string;
}
async function upload(
  bytes: Uint8Array,
  name: string,
  options: { token?: string | null; key?: string } = {},
) {
  const token = options.token === undefined ? drawer.token : options.token;
  const response = await fetch(`${product.url}/files`, {
    method: "POST",
    headers: {
      "x-file-name": encodeURIComponent(name),
      "content-type": "application/pdf",
      "idempotency-key": options.key ?? randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: bytes,
  });
  const body = (await response.json()) as Uploaded & { error?: { code: string } };
  return { status: response.status, body, code: body.error?.code };
}

const link = (token: string, fileId: string) =>
  product.call<{ url: string }>(token, "files.link", { fileId });

const storedFiles = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );

describe("A file", () => {
  it("comes back byte for byte, as a download that no browser runs or sniffs", async () => {
    const { body } = await upload(PDF, "图纸 1.pdf");
    expect(body).toMatchObject({ mime: "application/pdf", bytes: PDF.length });
    const { data } = await link(drawer.token, body.id);
    const response = await fetch(product.url + data.url);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-disposition")).toContain(`attachment; filename="`);
    expect(response.headers.get("content-disposition")).toContain(
      `filename*=UTF-8''${encodeURIComponent("图纸 1.pdf")}`,
    );
    const head = await fetch(product.url + data.url, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(PDF.length));
  });

  it("that is a program renamed to .pdf is refused, and nothing of it is kept", async () => {
    const before = storedFiles();
    expect(await upload(EXE, "invoice.pdf")).toMatchObject({
      status: 415,
      code: "file.type_refused",
    });
    expect(storedFiles()).toEqual(before);
  });

  it("larger than 20 MB is refused while it streams, and nothing of it is kept", async () => {
    const before = storedFiles();
    const large = Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)]);
    expect(await upload(large, "large.pdf")).toMatchObject({
      status: 413,
      code: "file.too_large",
    });
    const streamed = await fetch(`${product.url}/files`, {
      method: "POST",
      headers: {
        "x-file-name": "large.pdf",
        "idempotency-key": randomUUID(),
        authorization: `Bearer ${drawer.token}`,
      },
      body: new Blob([large]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(storedFiles()).toEqual(before);
  });

  it("sent twice under one key is one file; another file under that key is refused", async () => {
    const key = randomUUID();
    const first = await upload(PDF, "a.pdf", { key });
    const count = storedFiles().length;
    const second = await upload(PDF, "a.pdf", { key });
    expect(second.body).toEqual(first.body);
    const changed = await upload(Buffer.concat([PDF, PDF]), "a.pdf", { key });
    expect(changed.code).toBe("idempotency.key_reused");
    expect(storedFiles()).toHaveLength(count);
  });

  it("is taken from nobody unknown, and under no name that is a path or hides its ending", async () => {
    expect(await upload(PDF, "a.pdf", { token: null })).toMatchObject({ code: "auth.required" });
    for (const name of ["../a.pdf", "a\\b.pdf", "a\u202efdp.pdf", "", "a\u0000.pdf"]) {
      expect(await upload(PDF, name)).toMatchObject({ code: "request.invalid" });
    }
    expect(await upload(PDF, "a.pdf", { key: "short" })).toMatchObject({
      code: "idempotency.key_required",
    });
  });
});

describe("A file's link", () => {
  it("is given to its uploader alone while the file hangs nowhere", async () => {
    const { body } = await upload(PDF, "own.pdf");
    const stranger = await givenTenant(product);
    for (const token of [tenant.admin.token, stranger.admin.token]) {
      expect((await link(token, body.id)).error?.code).toBe("record.not_found");
    }
    expect((await link(drawer.token, body.id)).ok).toBe(true);
  });

  it("is given to whoever may read the document that the file hangs on, and to no other", async () => {
    const { body } = await upload(PDF, "hung.pdf");
    await attach(drawer, [body.id]);
    const colleague = await givenStaff(product, tenant, {
      roles: { permissions: ["files.*", "drawings.*"], scope: "own" },
    });
    const stranger = await givenTenant(product);
    expect((await link(tenant.admin.token, body.id)).ok).toBe(true);
    expect((await link(colleague.token, body.id)).error?.code).toBe("record.not_found");
    expect((await link(stranger.admin.token, body.id)).error?.code).toBe("record.not_found");
  });

  it("is good for five minutes, and no other token opens the file", async () => {
    const { body } = await upload(PDF, "timed.pdf");
    const { data } = await link(drawer.token, body.id);
    product.clock.advance({ minutes: 4 });
    expect((await fetch(product.url + data.url)).status).toBe(200);
    product.clock.advance({ minutes: 2 });
    expect((await fetch(product.url + data.url)).status).toBe(401);
    const { secret } = product.services.config;
    const forOther = { tenantId: tenant.tenantId, fileId: body.id };
    const other = signPurposeToken(secret, "live", forOther, product.clock.now(), 60);
    for (const token of [drawer.token, other, "x.y.z"]) {
      expect((await fetch(`${product.url}/files/${token}`)).status).toBe(401);
    }
  });
});

describe("Hanging files on a document", () => {
  it("takes only one's own files that hang nowhere, and names every other", async () => {
    const { body: mine } = await upload(PDF, "mine.pdf");
    const { body: theirs } = await upload(PDF, "theirs.pdf", { token: tenant.admin.token });
    const { body: hung } = await upload(PDF, "hung.pdf");
    await attach(drawer, [hung.id]);
    const refused = await attach(drawer, [mine.id, theirs.id, hung.id, "12345"]).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).issues.map((issue) => issue.path)).toEqual([
      ["fileIds", 1],
      ["fileIds", 2],
      ["fileIds", 3],
    ]);
    await attach(drawer, [mine.id]);
  });
});

async function attach(person: GivenStaff, fileIds: string[]): Promise<void> {
  const { services } = product;
  const claims = readAccessToken(services.config.secret, person.token, product.clock.now());
  const { actor } = (await product.product.actors.identify(services, claims))!;
  const origin = { requestId: "request-1", operation: "drawings.create", address: "" };
  const ctx = createCtx({ services, actor, origin, language: "zh-CN" });
  await transact(ctx, (tx) =>
    attachFiles(tx, fileIds, { type: "drawing", id: tx.newId(), ownerId: person.userId }),
  );
}
