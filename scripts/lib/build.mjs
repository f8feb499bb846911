import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint, isFresh, stamp } from "./fingerprint.mjs";
import { ROOT } from "./paths.mjs";

/** Programs of the server: its own process, the command line, and the child processes that they start. */
const SERVER_ENTRIES = {
  main: "server/src/main.ts",
  cli: "server/src/cli/main.ts",
  "build-world": "server/src/telemetry/processes/build-world.ts",
  "query-worker": "server/src/telemetry/processes/query-worker.ts",
  "lint-scenarios": "server/src/library/processes/lint-scenarios.ts",
  "bind-worker": "server/src/conformance/processes/bind-worker.ts",
};

async function buildServer() {
  const { build } = await import("esbuild");
  await rm(join(ROOT, "server/dist"), { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: SERVER_ENTRIES,
    outdir: "server/dist",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
}

async function buildWeb() {
  const { build } = await import("vite");
  // Its warnings are about the vendor's language service, which nobody here can mend; errors still stop the build.
  await build({ root: join(ROOT, "web"), logLevel: "error" });
}

const PARTS = [
  {
    name: "server",
    stampFile: "server/dist/.fingerprint",
    inputs: ["server/src", "server/contract", "package-lock.json", "scripts/lib/build.mjs"],
    build: buildServer,
  },
  {
    name: "console",
    stampFile: "web/dist/.fingerprint",
    inputs: [
      "web/src",
      "web/index.html",
      "web/public",
      "web/vite.config.ts",
      "server/contract",
      "package-lock.json",
      "scripts/lib/build.mjs",
    ],
    build: buildWeb,
  },
];

/** True when `server/dist` was made from the sources as they are. */
export async function isServerBuilt() {
  const [server] = PARTS;
  return isFresh(server.stampFile, await fingerprint(server.inputs));
}

/** Builds what is stale, by content, and says so. */
export async function ensureBuilt() {
  for (const part of PARTS) {
    const wanted = await fingerprint(part.inputs);
    if (await isFresh(part.stampFile, wanted)) continue;
    console.log(`Building the ${part.name} …`);
    await part.build();
    await stamp(part.stampFile, wanted);
  }
}
