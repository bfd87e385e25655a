import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { namesUnder } from "./weapp/view";

const PORTAL = join(__dirname, "../../miniprogram");
const WEAPP = join(PORTAL, "dist/weapp");
const H5 = join(PORTAL, "dist/h5");
const SOURCE = join(PORTAL, "src");

const KB = 1024;
const sizeOf = (folder: string, names: string[]) =>
  names.reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0);
const scripts = (folder: string) => namesUnder(folder).filter((name) => name.endsWith(".js"));

describe("The built mini-program", () => {
  it("stays small: WeChat allows 2 MB for the main package and for each sub-package", () => {
    const all = namesUnder(WEAPP);
    const packages = readdirSync(join(WEAPP, "packages")).map((name) => `packages/${name}/`);
    const main = all.filter((name) => !packages.some((root) => name.startsWith(root)));
    expect(sizeOf(WEAPP, main)).toBeLessThan(800 * KB);
    for (const root of packages) {
      const own = all.filter((name) => name.startsWith(root));
      expect([root, sizeOf(WEAPP, own) < 200 * KB]).toEqual([root, true]);
    }
  });

  it("holds no line of the contract and no syntax that an old phone cannot read", () => {
    for (const name of scripts(WEAPP)) {
      const source = readFileSync(join(WEAPP, name), "utf8");
      expect([name, /\bzod\b|ZodError|safeParse/i.test(source)]).toEqual([name, false]);
      expect([name, /\b\d+n\b|\?\?=|\|\|=/.test(withoutTexts(source))]).toEqual([name, false]);
    }
  });
});

/** What stands in quotes is no syntax. */
const withoutTexts = (source: string) =>
  source.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');

describe("The built web page", () => {
  it("needs less than 260 kB for its first page", () => {
    const first = namesUnder(H5).filter((name) =>
      /^(?:js\/(?:app|vendors|common)|css\/app)/.test(name),
    );
    const code = first.filter((name) => !name.endsWith(".txt"));
    expect(code.length).toBeGreaterThan(2);
    const sent = code.reduce((sum, name) => sum + gzipSync(readFileSync(join(H5, name))).length, 0);
    expect(sent).toBeLessThan(260 * KB);
  });

  it("loads nothing from elsewhere and runs no script of its page's own", () => {
    const page = readFileSync(join(H5, "index.html"), "utf8");
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });
});

describe("The portal's source", () => {
  const sources = namesUnder(SOURCE)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name): [string, string] => [name, readFileSync(join(SOURCE, name), "utf8")]);

  it("asks in one folder alone whether it runs in WeChat, and calls there alone what a browser lacks", () => {
    const elsewhere = sources.filter(([name]) => !name.startsWith("platform/"));
    const asking =
      /TARO_ENV|\.(?:login|scanCode|requestPayment|requestSubscribeMessage|chooseMedia|getAppBaseInfo|onNetworkStatusChange|stopPullDownRefresh)\(|\bwx\./;
    const outside = elsewhere.filter(([, source]) => asking.test(source)).map(([name]) => name);
    // The configuration is read by the build, in neither of the two.
    expect(outside).toEqual(["app.config.ts"]);
  });

  it("imports nothing but types of what server and clients share", () => {
    for (const [name, source] of sources) {
      const imports = source.match(/import[^;]*@quanlian\/shared[^;]*;/g) ?? [];
      expect([name, imports.every((each) => each.startsWith("import type"))]).toEqual([name, true]);
    }
  });
});
