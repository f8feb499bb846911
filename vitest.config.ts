import { defineConfig } from "vitest/config";

/** Tests that plant files among the sources or build the product: nothing else may read the sources meanwhile. */
const ALONE = ["test/house/**/*.test.ts", "test/start-command.int.test.ts"];

const SERVER = {
  root: "server",
  environment: "node",
  // Loading the parser, the schemas and DuckDB anew for every file took more than half of the whole time; no test changes a module.
  isolate: false,
  // Two files at a time share the processors with the processes that they start.
  testTimeout: 120_000,
  hookTimeout: 240_000,
} as const;

export default defineConfig({
  test: {
    projects: [
      { test: { ...SERVER, name: "house", include: ALONE, maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...SERVER,
          name: "server",
          include: ["src/**/*.test.ts", "test/**/*.test.ts", "contract/**/*.test.ts"],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "web",
          root: "web",
          include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          testTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
