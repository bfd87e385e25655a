/** How a folder of `server/src` is divided. */
type Division = "modules" | "one module";

interface Layer {
  /** A file may import only layers of a lower rank, and its own module. */
  rank: number;
  division: Division;
}

/** main → faces, flows, integrations → chain → workflow, studio → ledgers → masters → kernel */
const LAYERS = new Map<string, Layer>([
  ["main", { rank: 8, division: "one module" }],
  ["faces", { rank: 7, division: "modules" }],
  ["flows", { rank: 7, division: "one module" }],
  ["integrations", { rank: 7, division: "modules" }],
  ["chain", { rank: 6, division: "modules" }],
  ["workflow", { rank: 5, division: "one module" }],
  ["studio", { rank: 5, division: "one module" }],
  ["ledgers", { rank: 4, division: "modules" }],
  ["masters", { rank: 3, division: "modules" }],
  ["kernel", { rank: 2, division: "modules" }],
  // Run by main alone; what they may import is a rule of its own.
  ["migrations", { rank: 7, division: "one module" }],
]);

/** Where a file stands in the house. */
export interface Place {
  /** "server", "shared", "admin-web" or "miniprogram". */
  part: string;
  /** The layer of a server file, e.g. "chain"; "" elsewhere. */
  layer: string;
  /** Its module as people write it, e.g. "chain/orders"; the part's name outside the server. */
  module: string;
  rank: number;
  /** Whether the file is its module's public face. */
  isIndex: boolean;
}

/**
 * The place of a file, by its path from the project's root.
 *
 * @returns a sentence instead, when the path fits no room of the house
 */
export function placeOf(path: string): Place | string {
  const [part = "", source, ...rest] = path.split("/");
  if (source !== "src" || !["server", "shared", "admin-web", "miniprogram"].includes(part)) {
    return "lies outside the product's sources";
  }
  if (part !== "server") return { part, layer: "", module: part, rank: 1, isIndex: false };

  const [name = "", ...inLayer] = rest;
  const layer = LAYERS.get(name);
  if (layer === undefined)
    return `lies in no layer: server/src has ${[...LAYERS.keys()].join(", ")}`;
  const { rank } = layer;
  if (layer.division === "one module") {
    return { part, layer: name, module: name, rank, isIndex: isIndex(inLayer) };
  }
  const [folder = "", ...inModule] = inLayer;
  if (inModule.length === 0) return `lies in no module: ${name}/ holds only folders`;
  return { part, layer: name, module: `${name}/${folder}`, rank, isIndex: isIndex(inModule) };
}

function isIndex(pathInModule: string[]): boolean {
  return pathInModule.length === 1 && pathInModule[0] === "index.ts";
}
