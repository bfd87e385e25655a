import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileMissing } from "./file-store";
import { createFolderStore } from "./folder-store";

const folder = mkdtempSync(join(tmpdir(), "quanlian-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* pieces(...texts: string[]) {
  for (const text of texts) {
    await Promise.resolve();
    yield Buffer.from(text);
  }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
}

describe("Files in a folder", () => {
  const store = createFolderStore(folder);

  it("come back as they were put, until they are removed", async () => {
    await store.put("1/2", pieces("ab", "cd"));
    expect(await textOf(await store.get("1/2"))).toBe("abcd");
    await store.remove("1/2");
    await store.remove("1/2");
    await expect(store.get("1/2")).rejects.toThrow(FileMissing);
  });

  it("leave nothing when the source breaks off", async () => {
    async function* broken() {
      yield* pieces("half");
      throw new Error("the sender hung up");
    }
    await expect(store.put("1/3", broken())).rejects.toThrow("hung up");
    expect(readdirSync(join(folder, "1"))).toEqual([]);
  });

  it("have no names that could lead out of the folder", () => {
    for (const key of ["../x", "1/../2", "/etc/passwd", "1/a", ""]) {
      expect(() => store.get(key)).toThrow(TypeError);
    }
  });
});
