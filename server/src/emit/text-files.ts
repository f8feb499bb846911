import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

/** Characters that may wait in memory, over all files. */
const BUFFER_CHARACTERS = 4 * 1024 * 1024;

interface OpenFile {
  readonly path: string;
  pending: string;
  rows: number;
}

/** Many text files that grow side by side: buffered, created on first use, never more open than one at a time. */
export class TextFiles {
  readonly #folder: string;
  readonly #files = new Map<string, OpenFile>();
  #buffered = 0;

  constructor(folder: string) {
    this.#folder = resolve(folder);
  }

  /** Appends one row to a file below the folder, after the head if the file is new. Returns the row's position, from 1. */
  append(file: string, text: string, head: () => string): number {
    const open = this.#files.get(file) ?? this.#create(file, head());
    open.pending += text;
    open.rows += 1;
    this.#buffered += text.length;
    if (this.#buffered > BUFFER_CHARACTERS) this.flush();
    return open.rows;
  }

  /** Puts the last words into a file that was begun. */
  end(file: string, text: string): void {
    const open = this.#files.get(file);
    if (open !== undefined) open.pending += text;
  }

  isBegun(file: string): boolean {
    return this.#files.has(file);
  }

  /** Paths below the folder, sorted. */
  get names(): string[] {
    return [...this.#files.keys()].sort();
  }

  flush(): void {
    for (const open of this.#files.values()) if (open.pending !== "") flush(open);
    this.#buffered = 0;
  }

  #create(file: string, head: string): OpenFile {
    const path = resolve(this.#folder, file);
    if (!path.startsWith(this.#folder + sep)) throw new RangeError(`a log wanted to write outside its folder: ${file}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    const open = { path, pending: head, rows: 0 };
    this.#files.set(file, open);
    return open;
  }
}

function flush(open: OpenFile): void {
  appendFileSync(open.path, open.pending);
  open.pending = "";
}
