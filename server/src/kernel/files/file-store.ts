import type { Readable } from "node:stream";

/** Where the bytes of files lie. A folder today; an object store is another implementation of the same three. */
export interface FileStore {
  /**
   * Stores a stream under a key and resolves once it is durable. When the source fails, nothing is left under the key.
   * A key is written once.
   */
  put(key: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes under a key. @throws FileMissing */
  get(key: string): Promise<Readable>;
  /** Removes a key; harmless when there is none. */
  remove(key: string): Promise<void>;
}

/** A key that the database names but the store does not hold. */
export class FileMissing extends Error {
  override name = "FileMissing";
}
