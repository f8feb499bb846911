import { resolve } from "node:path";
import { expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

it("works with nothing set, and takes empty variables for unset ones", () => {
  const expected = { port: 8025, host: "127.0.0.1", dataDirectory: resolve("data"), databaseUrl: null, publicUrl: null };
  expect(readConfig({})).toMatchObject(expected);
  expect(readConfig({ PORT: "", HOST: " ", DATABASE_URL: "", MAILROOM_DATA: "" })).toMatchObject(expected);
});

it.each([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["DATABASE_URL", "mysql://x"],
  ["DATABASE_URL", "nonsense"],
  ["MAILROOM_URL", "lab.example"],
  ["LOG_LEVEL", "loud"],
])("says in one line what is wrong with %s=%s and how to mend it", (name, value) => {
  const reading = () => readConfig({ [name]: value });
  expect(reading).toThrow(ConfigError);
  expect(reading).toThrow(new RegExp(`^${name} is .*[^\\n]*$`));
});
