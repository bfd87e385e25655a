import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import vm from "node:vm";
import { MiniPage, type Instance } from "./mini-page";
import type { AppJson, Definition, Program } from "./program";
import { setPath } from "./set-path";
import { View } from "./view";
import { makeWx, type WxOptions } from "./wx";

/**
 * A phone's WeChat without a phone: runs the compiled mini-program, unmodified, in a context that has what WeChat's logic
 * layer has and nothing more (no window, no fetch, no URL, no code from strings), and draws it with WeChat's own compilers.
 */

type App = { onLaunch?: (options: object) => void; onShow?: (options: object) => void };
type Parse = (json: string) => unknown;
type Loaded = { exports: unknown };

/** WeChat cuts a larger one off. */
const LARGEST_SET_DATA = 1_048_576;

export class MiniProgram implements Program {
  readonly dist: string;
  readonly json: AppJson;
  readonly view: View;
  readonly stack: Instance[] = [];
  readonly storage: Map<string, unknown>;
  /** What went wrong where nobody looked: in timers, in the console, in the view. */
  readonly errors: string[] = [];
  readonly calls: string[] = [];
  /** What is under way; a test waits until nothing is. */
  pending = 0;
  launchOptions: object = {};
  readonly tabs: ReadonlySet<string>;
  readonly #pages: ReadonlySet<string>;
  readonly #tabPages = new Map<string, Instance>();
  readonly #modules = new Map<string, Loaded>();
  readonly #definitions = new Map<string, Definition>();
  readonly #context: vm.Context;
  readonly #parse: Parse;
  #loading = "";
  #app: App = {};

  constructor(dist: string, options: WxOptions & { storage?: Record<string, unknown> }) {
    this.dist = dist;
    this.json = JSON.parse(readFileSync(join(dist, "app.json"), "utf8")) as AppJson;
    const below = (this.json.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => posix.join(root, page)),
    );
    this.#pages = new Set([...this.json.pages, ...below]);
    this.tabs = new Set(this.json.tabBar?.list.map(({ pagePath }) => pagePath));
    this.view = new View(dist);
    this.storage = new Map(Object.entries(options.storage ?? {}));
    const sandbox = this.#sandbox();
    this.#context = vm.createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
    vm.runInContext(FORBID_CODE_FROM_TEXT, this.#context);
    this.#parse = vm.runInContext("JSON.parse", this.#context) as Parse;
    sandbox.wx = makeWx(this, options);
    sandbox.global = this.#context;
  }

  /** The same value in the bundle's own realm. */
  inside(value: unknown): object {
    return this.#parse(JSON.stringify(value ?? {})) as object;
  }

  get page(): MiniPage {
    const top = this.stack.at(-1);
    if (!top) throw new Error("no page is open");
    return top.driver;
  }

  async launch(url = this.json.pages[0]!): Promise<MiniPage> {
    const [path, query] = splitUrl(url);
    this.launchOptions = this.inside({ path, query, scene: 1001, referrerInfo: {} });
    this.#require("app");
    this.#app.onLaunch?.(this.launchOptions);
    this.#app.onShow?.(this.launchOptions);
    await this.open(path, query);
    return this.page;
  }

  /** Opens a page on top. */
  async open(path: string, query: object): Promise<void> {
    if (!this.#pages.has(path)) throw new Error(`page "${path}" is not found`);
    this.#require(path);
    const instance = this.#instance(path, this.definitionOf(path));
    this.stack.push(instance);
    this.#call(instance, "onLoad", this.inside(query));
    this.#call(instance, "onShow");
    await pause(0);
    instance.driver.drawNow();
    this.#call(instance, "onReady");
  }

  /** Moves as `wx.navigateTo` and its kin do, and refuses what they refuse. */
  async navigate(kind: string, { url = "", delta = 1 }: { url?: string; delta?: number }) {
    await pause(0);
    if (kind === "navigateBack") {
      for (let i = 0; i < delta && this.stack.length > 1; i += 1) this.#close(this.stack.pop()!);
      this.#call(this.stack.at(-1)!, "onShow");
      return;
    }
    const [path, query] = splitUrl(url);
    if (!this.#pages.has(path)) throw new Error(`page "${path}" is not found`);
    const isTab = this.tabs.has(path);
    if (kind === "switchTab") return this.#switchTab(path, isTab);
    if (isTab && kind !== "reLaunch") throw new Error(`can not ${kind} a tabbar page`);
    if (kind === "navigateTo" && this.stack.length >= 10) throw new Error("webview count limit");
    if (kind === "navigateTo") this.#call(this.stack.at(-1)!, "onHide");
    if (kind === "redirectTo") this.#close(this.stack.pop()!);
    if (kind === "reLaunch") {
      new Set([...this.stack, ...this.#tabPages.values()]).forEach((each) => this.#close(each));
      this.stack.length = 0;
      this.#tabPages.clear();
    }
    await this.open(path, query);
    if (isTab) this.#tabPages.set(path, this.stack.at(-1)!);
  }

  async #switchTab(path: string, isTab: boolean): Promise<void> {
    if (!isTab) throw new Error("can not switch to no-tabBar page");
    for (let top = this.stack.pop(); top; top = this.stack.pop()) {
      if (!this.tabs.has(top.route)) this.#close(top);
      else {
        this.#call(top, "onHide");
        this.#tabPages.set(top.route, top);
      }
    }
    const kept = this.#tabPages.get(path);
    if (kept) {
      this.stack.push(kept);
      this.#call(kept, "onShow");
      return;
    }
    await this.open(path, {});
    this.#tabPages.set(path, this.stack.at(-1)!);
  }

  definitionOf(path: string): Definition {
    if (!this.#definitions.has(path)) this.#require(path);
    const definition = this.#definitions.get(path);
    if (!definition) throw new Error(`${path} defines no page and no component`);
    return definition;
  }

  /** setData as WeChat has it: what is written crosses a wire as JSON, and the view is drawn later. */
  wire(target: { data: object }, page: () => { drawNow(): void } | undefined) {
    return (change: object, done?: () => void) => {
      const json = JSON.stringify(change);
      if (json.length > LARGEST_SET_DATA) this.errors.push(`setData of ${json.length} bytes`);
      for (const [path, value] of Object.entries(JSON.parse(json) as object))
        setPath(target.data, path, value);
      setTimeout(() => {
        page()?.drawNow();
        done?.call(target);
      }, 0);
    };
  }

  /** Waits until something holds; tells what the page shows when it never does. */
  async until(holds: () => unknown, what: string, limitMs = 15_000): Promise<void> {
    for (const end = Date.now() + limitMs; !holds();) {
      if (Date.now() > end) {
        const shown = this.stack.at(-1)?.driver.text() ?? "";
        throw new Error(`waited for ${what} in vain\n${shown}\n${this.errors.join("\n")}`);
      }
      await pause(5);
    }
  }

  /** Waits until nothing is under way any more. */
  async settle(): Promise<void> {
    for (let calm = 0; calm < 2; calm = this.pending === 0 ? calm + 1 : 0) await pause(15);
  }

  #instance(path: string, definition: Definition): Instance {
    const instance = {
      ...definition,
      data: JSON.parse(JSON.stringify(definition.data ?? {})) as object,
      ...{ route: path, __route__: path, is: path, options: {} },
    } as unknown as Instance;
    instance.driver = new MiniPage(this, instance, path);
    instance.setData = this.wire(instance, () => instance.driver);
    instance.selectComponent = () => null;
    instance.selectAllComponents = () => [];
    return instance;
  }

  #close(instance: Instance): void {
    this.#call(instance, "onUnload");
    instance.driver.close();
  }

  #call(instance: Instance, name: string, argument?: object): void {
    const method = instance[name];
    if (typeof method === "function") Reflect.apply(method, instance, argument ? [argument] : []);
  }

  #require(name: string): unknown {
    const file = name.endsWith(".js") ? name : `${name}.js`;
    const known = this.#modules.get(file);
    if (known) return known.exports;
    const full = join(this.dist, file);
    if (!existsSync(full)) throw new Error(`module '${file}' is not defined`);
    const module: Loaded = { exports: {} };
    this.#modules.set(file, module);
    const source = readFileSync(full, "utf8");
    const run = vm.runInContext(
      `(function(require,module,exports,${MISSING}){${source}\n})`,
      this.#context,
      {
        filename: full,
      },
    ) as (require: (path: string) => unknown, module: Loaded, exports: unknown) => void;
    const before = this.#loading;
    this.#loading = file.replace(/\.js$/, "");
    try {
      run((path) => this.#require(posix.join(posix.dirname(file), path)), module, module.exports);
    } finally {
      this.#loading = before;
    }
    return module.exports;
  }

  #sandbox(): Record<string, unknown> {
    const heard = (...said: unknown[]) =>
      void this.errors.push(said.map((each) => (each as Error)?.stack ?? String(each)).join(" "));
    const quiet = () => undefined;
    const guarded =
      (work: (...args: unknown[]) => unknown) =>
      (...args: unknown[]) => {
        try {
          return work(...args);
        } catch (error) {
          return heard(error);
        }
      };
    const define = (definition: Definition) => {
      this.#definitions.set(this.#loading, definition);
    };
    return {
      console: { log: quiet, info: quiet, debug: quiet, warn: quiet, error: heard },
      setTimeout: (work: () => void, ms: number) => setTimeout(guarded(work), ms),
      setInterval: (work: () => void, ms: number) => setInterval(guarded(work), ms).unref(),
      ...{ clearTimeout, clearInterval, Page: define, Component: define },
      App: (app: App) => void (this.#app = app),
      Behavior: (behavior: object) => behavior,
      getApp: () => this.#app,
      getCurrentPages: () => [...this.stack],
    };
  }
}

/** What a browser has and WeChat's logic layer has not. */
const MISSING =
  "window,document,frames,self,location,navigator,localStorage,history,screen,alert,confirm,prompt,XMLHttpRequest,WebSocket";

const FORBID_CODE_FROM_TEXT = `{
  const Native = Function;
  const Forbidden = function (...args) {
    if (args[args.length - 1] === "return this") return () => globalThis;
    throw new EvalError("code from text is not available in a mini-program");
  };
  Forbidden.prototype = Native.prototype;
  Native.prototype.constructor = Forbidden;
  globalThis.Function = Forbidden;
  delete globalThis.WebAssembly;
  delete globalThis.SharedArrayBuffer;
  delete globalThis.Atomics;
}`;

/** What stands behind the question mark is not decoded by WeChat. */
function splitUrl(url: string): [string, Record<string, string>] {
  const [path = "", query = ""] = url.split("?");
  const pairs = query.split("&").filter((pair) => pair !== "");
  const named = pairs.map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  return [path.replace(/^\//, ""), Object.fromEntries(named)];
}
