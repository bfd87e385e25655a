import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Definition, Program } from "./program";
import type { Drawn } from "./view";

/** A page as it lives in the logic layer. */
export interface Instance extends Record<string, unknown> {
  route: string;
  data: object;
  driver: MiniPage;
}

interface LivingComponent extends Record<string, unknown> {
  data: Record<string, unknown>;
}

interface ComponentParts {
  definition: Definition;
  living: LivingComponent;
  sent: Record<string, string>;
}

/** One page as a finger and an eye have it: what it shows, and what a tap does. */
export class MiniPage {
  readonly route: string;
  readonly #program: Program;
  readonly #instance: Instance;
  readonly #json: { usingComponents?: Record<string, string> };
  readonly #components = new Map<string, ComponentParts>();
  #tree: Drawn[] = [];
  #closed = false;

  constructor(program: Program, instance: Instance, route: string) {
    this.#program = program;
    this.#instance = instance;
    this.route = route;
    this.#json = this.#readJson(route);
  }

  /** Draws what the data says now. */
  drawNow(): void {
    if (this.#closed) return;
    const { view, errors } = this.#program;
    view.warnings.length = 0;
    const seen = new Set<string>();
    this.#tree = this.#draw(this.#instance, this.route, this.#json, "", seen);
    for (const [key, { definition, living }] of this.#components) {
      if (seen.has(key)) continue;
      this.#components.delete(key);
      definition.lifetimes?.detached?.call(living);
    }
    this.#tree.forEach((node) => nameParents(node, null));
    errors.push(...view.warnings);
  }

  close(): void {
    this.#closed = true;
    this.#tree = [];
  }

  /** Everything that can be read, or what one node says. */
  text(id?: string): string {
    return id === undefined ? this.#tree.map(textOf).join("\n") : textOf(this.find(id));
  }

  has(id: string): boolean {
    return this.#named(id).length > 0;
  }

  /** The one node with an id. */
  find(id: string): Drawn {
    const found = this.#named(id);
    if (found.length !== 1) {
      throw new Error(`#${id} is on ${this.route} ${found.length} times:\n${this.text()}`);
    }
    return found[0]!;
  }

  async tap(id: string): Promise<void> {
    await this.#program.until(() => this.has(id), `#${id} on ${this.route}`);
    const node = this.find(id);
    for (let at: Drawn | null = node; at; at = at.parent) {
      if (at.tag === "button" && at.attrs.disabled === true) throw new Error(`#${id} is disabled`);
    }
    if (!this.#fire(node, "tap", { x: 1, y: 1 }, true)) throw new Error(`#${id} hears no tap`);
    await this.#program.settle();
  }

  async type(id: string, value: string): Promise<void> {
    await this.#program.until(() => this.has(id), `#${id} on ${this.route}`);
    if (!this.#fire(this.find(id), "input", { value, cursor: value.length }, false)) {
      throw new Error(`#${id} cannot be typed in`);
    }
    await this.#program.settle();
    this.#fire(this.find(id), "blur", { value }, false);
    await this.#program.settle();
  }

  /** Chooses on a wheel: the nearest node above that hears a change. */
  async choose(id: string, value: string): Promise<void> {
    let at: Drawn | null = this.find(id);
    while (at && !at.events.change?.handler) at = at.parent;
    if (!at) throw new Error(`#${id} has nothing to choose`);
    this.#fire(at, "change", { value }, false);
    await this.#program.settle();
  }

  async pullDown(): Promise<void> {
    if (this.#program.json.window?.enablePullDownRefresh !== true) throw new Error("not pullable");
    Reflect.apply(this.#instance.onPullDownRefresh as () => void, this.#instance, []);
    await this.#program.settle();
  }

  #named(id: string): Drawn[] {
    return this.#tree
      .flatMap((node) => [...everyNode(node)])
      .filter(({ attrs }) => attrs.id === id);
  }

  #fire(node: Drawn, type: string, detail: object, rises: boolean): boolean {
    const { errors } = this.#program;
    let heard = false;
    for (let at: Drawn | null = node; at; at = rises ? at.parent : null) {
      const bound = at.virtualHost ? undefined : at.events[type];
      if (!bound?.handler) continue;
      const method = (at.owner as Record<string, unknown>)[bound.handler];
      if (typeof method !== "function") {
        errors.push(`${this.route} has no method "${bound.handler}" for ${type}`);
        continue;
      }
      heard = true;
      const target = { id: node.attrs.id ?? "", dataset: node.dataset };
      const current = { id: at.attrs.id ?? "", dataset: at.dataset };
      const event = this.#program.inside({
        type,
        timeStamp: 1,
        detail,
        mark: {},
        target,
        currentTarget: current,
      });
      Reflect.apply(method, at.owner, [event]);
      if (bound.stops) break;
    }
    return heard;
  }

  #draw(
    owner: { data: object } & object,
    path: string,
    json: { usingComponents?: Record<string, string> },
    prefix: string,
    seen: Set<string>,
  ): Drawn[] {
    const program = this.#program;
    return program.view.draw(`${path}.wxml`, owner.data, owner, (node, key) => {
      const used =
        json.usingComponents?.[node.tag ?? ""] ?? program.json.usingComponents?.[node.tag ?? ""];
      if (used === undefined) return null;
      const at = used.startsWith("/") ? used.slice(1) : posix.join(posix.dirname(path), used);
      const id = `${prefix}${key}`;
      seen.add(id);
      const { definition, living } = this.#component(id, at, node);
      const children = this.#draw(living, at, this.#readJson(at), `${id}#`, seen);
      return { children, virtualHost: definition.options?.virtualHost === true };
    });
  }

  /** A component that stays as long as its place does; a property is written when its owner's binding has changed. */
  #component(id: string, path: string, node: Drawn): ComponentParts {
    const known = this.#components.get(id);
    const parts = known ?? this.#newComponent(path);
    const { living, definition, sent } = parts;
    for (const name of Object.keys(definition.properties ?? {})) {
      const json = JSON.stringify(node.attrs[name]);
      if (json === undefined || json === sent[name]) continue;
      sent[name] = json;
      living.data[name] = JSON.parse(json);
    }
    Object.assign(living, { properties: living.data, props: living.data, dataset: node.dataset });
    if (!known) {
      this.#components.set(id, parts);
      definition.lifetimes?.attached?.call(living);
    }
    return parts;
  }

  #newComponent(path: string): ComponentParts {
    const definition = this.#program.definitionOf(path);
    const properties = Object.entries(definition.properties ?? {});
    const data = {
      ...(JSON.parse(JSON.stringify(definition.data ?? {})) as Record<string, unknown>),
      ...Object.fromEntries(properties.map(([name, property]) => [name, property?.value])),
    };
    const living = { ...definition, ...definition.methods, is: path, data } as LivingComponent;
    living.setData = this.#program.wire(living, () => this);
    living.triggerEvent = () => undefined;
    return { definition, living, sent: {} };
  }

  #readJson(path: string): { usingComponents?: Record<string, string> } {
    return JSON.parse(readFileSync(join(this.#program.dist, `${path}.json`), "utf8")) as object;
  }
}

function nameParents(node: Drawn, parent: Drawn | null): void {
  node.parent = parent;
  node.children.forEach((child) => nameParents(child, node));
}

function* everyNode(node: Drawn): Generator<Drawn> {
  yield node;
  for (const child of node.children) yield* everyNode(child);
}

const textOf = (node: Drawn): string =>
  node.tag === null ? node.text : node.children.map(textOf).join("");
