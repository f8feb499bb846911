import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Benchmark } from "./benchmark.ts";

const BUILT = fileURLToPath(new URL("../../web/dist", import.meta.url));
/** Scripts, preloaded modules and style sheets; what is imported lazily is not named in the page. */
const REFERENCE = /(?:src|href)="\/?([^"]+\.(?:js|css))"/g;

function gzipKilobytes(file: string): number {
  return gzipSync(readFileSync(join(BUILT, file)), { level: 6 }).length / 1000;
}

/** What a browser must fetch before it can show anything, as a compressing server sends it. */
export const firstPage: Benchmark = {
  name: "first page",
  run: () => {
    const page = readFileSync(join(BUILT, "index.html"), "utf8");
    const files = ["index.html", ...[...page.matchAll(REFERENCE)].map((match) => match[1] ?? "")];
    const sizes = files.map((file) => ({ file, kilobytes: gzipKilobytes(file) })).sort((a, b) => b.kilobytes - a.kilobytes);
    const largest = sizes.slice(0, 3).map(({ file, kilobytes }) => `${file} ${kilobytes.toFixed(0)} kB`);
    return Promise.resolve([
      {
        name: `${files.length} files, gzip`,
        value: sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0),
        unit: "kB",
        budget: { value: 350, is: "at most" },
        against: `largest ${largest.join(", ")}`,
      },
    ]);
  },
};
