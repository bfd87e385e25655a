import { chmodSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";
import vm from "node:vm";

/**
 * The view layer of a compiled mini-program: Tencent's own compilers turn its .wxml into functions, as they do in WeChat, and
 * refuse what WeChat would refuse. There is no layout and no style here; how pages look is seen in a browser.
 */

/** A node that was drawn: an element with what is bound to it, or a text. */
export interface Drawn {
  tag: string | null;
  text: string;
  attrs: Record<string, unknown>;
  dataset: Record<string, unknown>;
  /** By event: the method that hears it, and whether it is kept from the nodes above. */
  events: Record<string, { handler: string; stops: boolean }>;
  children: Drawn[];
  parent: Drawn | null;
  owner: object;
  /** A component's own node is no node of the page. */
  virtualHost: boolean;
}

/** What a component draws in place of its node; null for what is no component. */
export type Component = (
  node: Drawn,
  key: string,
) => { children: Drawn[]; virtualHost: boolean } | null;

interface Compiled {
  tag?: string;
  attr?: Record<string, unknown>;
  children?: (Compiled | string | number)[];
  wxKey?: string | number;
}
type Generate = (data: unknown, env: object, global: object) => Compiled;

type Parse = (json: string) => unknown;
type Find = (file: string) => Generate | undefined;

interface Compiler {
  wxmlToJs(dist: string, options: object): string;
  wxssToJs(dist: string, options: object): unknown;
}

const PORTAL = join(__dirname, "../../../miniprogram");
const LARGEST_OUTPUT = 256_000_000;

export class View {
  /** What the view complained of while it was drawn. */
  readonly warnings: string[] = [];
  readonly #find: Find;
  readonly #parse: Parse;

  /** Throws with WeChat's own message when a file of the build is not valid. */
  constructor(dist: string) {
    const compiler = loadCompiler();
    const files = namesUnder(dist);
    const ending = (end: string) => files.filter((file) => file.endsWith(end));
    const source = compiler.wxmlToJs(dist, {
      ...{ maxBuffer: LARGEST_OUTPUT, wxmlList: ending(".wxml"), wxsList: ending(".wxs") },
    });
    compiler.wxssToJs(dist, { maxBuffer: LARGEST_OUTPUT, wxssList: ending(".wxss") });
    const warn = (...said: unknown[]) => void this.warnings.push(said.join(" "));
    const quiet = () => undefined;
    const sandbox: Record<string, unknown> = {
      console: { warn, error: warn, log: quiet, info: quiet },
      window: { __webview_engine_version__: 0.02 },
      navigator: { userAgent: "" },
    };
    sandbox.global = sandbox;
    const context = vm.createContext(sandbox);
    this.#find = vm.runInContext(`(function(){${source}})()`, context) as Find;
    this.#parse = vm.runInContext("JSON.parse", context) as Parse;
  }

  /** Draws a file with the data that has come over the wire. */
  draw(file: string, data: unknown, owner: object, component: Component): Drawn[] {
    const generate = this.#find(file);
    if (!generate) throw new Error(`${file} is not in the build`);
    // The data must belong to the view's own realm: that is what the wire is for.
    const page = generate(this.#parse(JSON.stringify(data)), {}, {});
    return drawAll(page.children ?? [], "", owner, component);
  }
}

function drawAll(
  nodes: readonly (Compiled | string | number)[],
  key: string,
  owner: object,
  component: Component,
): Drawn[] {
  return nodes.flatMap((node, at) => {
    if (typeof node !== "object") return [textNode(String(node), owner)];
    const own = `${key}/${node.wxKey ?? at}`;
    if (node.tag === "virtual") return drawAll(node.children ?? [], own, owner, component);
    const drawn = elementOf(node, owner);
    const made = component(drawn, own);
    drawn.virtualHost = made?.virtualHost ?? false;
    drawn.children = made?.children ?? drawAll(node.children ?? [], own, owner, component);
    return [drawn];
  });
}

const textNode = (text: string, owner: object): Drawn => ({
  ...{ tag: null, text, attrs: {}, dataset: {}, events: {}, children: [], parent: null, owner },
  virtualHost: false,
});

const EVENT = /^(?:capture-)?(bind|catch|mut-bind):?(.+)$/;

function elementOf(node: Compiled, owner: object): Drawn {
  const drawn = { ...textNode("", owner), tag: (node.tag ?? "").replace(/^wx-/, "") };
  for (const [name, value] of Object.entries(node.attr ?? {})) {
    const event = EVENT.exec(name);
    if (event)
      drawn.events[event[2]!] = {
        handler: typeof value === "string" ? value : "",
        stops: event[1] === "catch",
      };
    else if (name.startsWith("data-")) drawn.dataset[camel(name.slice(5))] = value;
    else drawn.attrs[kebab(name)] = value;
  }
  return drawn;
}

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Its programs come without the right to be run, as no package's install script may run. */
function loadCompiler(): Compiler {
  const require = createRequire(join(PORTAL, "package.json"));
  const folder = join(require.resolve("miniprogram-compiler/package.json"), "../bin");
  for (const name of namesUnder(folder)) chmodSync(join(folder, name), 0o755);
  return require("miniprogram-compiler") as Compiler;
}

export function namesUnder(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = posix.join(below, entry.name);
    return entry.isDirectory() ? namesUnder(folder, name) : [name];
  });
}
