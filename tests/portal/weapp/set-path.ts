type Tree = Record<string, unknown>;

/** Puts a value where a setData path points: `a.b[0].c`, and Taro's `a.cn.[0].c`. */
export function setPath(root: object, path: string, value: unknown): void {
  const keys = path.match(/[^.[\]]+/g) ?? [];
  let at = root as Tree;
  keys.forEach((key, place) => {
    const next = keys[place + 1];
    if (next === undefined) {
      at[key] = value;
      return;
    }
    const below = at[key];
    if (typeof below !== "object" || below === null) at[key] = /^\d+$/.test(next) ? [] : {};
    at = at[key] as Tree;
  });
}
