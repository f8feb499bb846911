import { resolve } from "node:path";
import { z } from "zod";

/** What the environment decides. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  /** Null: the embedded database in the data directory. */
  readonly databaseUrl: string | null;
  /** The address that people use, when a proxy in front does TLS. */
  readonly publicUrl: string | null;
  /** Null: the scenarios that came with the program. */
  readonly scenariosDirectory: string | null;
  readonly proxiesTrusted: number;
  readonly logLevel: string;
  /** Build the worlds of guided scenarios in the background at start, so that learners do not wait. */
  readonly preparesWorlds: boolean;
}

/** The configuration is wrong; the message is one line that ends with the fix. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const Port = z.coerce.number().int().min(0).max(65_535);
const Proxies = z.coerce.number().int().min(0).max(10);
const Switch = z.enum(["on", "off"]);
const LogLevel = z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]);

/** @throws ConfigError */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return {
    port: read(env, "PORT", "8025", Port, "a port number, for example 8025"),
    host: valueOf(env, "HOST") ?? "127.0.0.1",
    dataDirectory: resolve(valueOf(env, "MAILROOM_DATA") ?? "data"),
    databaseUrl: readUrl(env, "DATABASE_URL", /^postgres(ql)?:$/, "postgres://user:password@host/database"),
    publicUrl: readUrl(env, "MAILROOM_URL", /^https?:$/, "https://lab.example"),
    scenariosDirectory: readFolder(env, "MAILROOM_SCENARIOS"),
    proxiesTrusted: read(env, "MAILROOM_PROXIES", "0", Proxies, "the number of proxies in front, for example 1"),
    logLevel: read(env, "LOG_LEVEL", "warn", LogLevel, `one of ${LogLevel.options.join(", ")}`),
    preparesWorlds: read(env, "MAILROOM_PREPARE", "on", Switch, "on or off") === "on",
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is the same as none: that is how Compose files leave things out. */
function valueOf(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === "" ? null : value;
}

function read<T>(env: Environment, name: string, fallback: string, schema: z.ZodType<T>, expected: string): T {
  const text = valueOf(env, name) ?? fallback;
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new ConfigError(`${name} is "${text}"; set it to ${expected}.`);
  return parsed.data;
}

function readFolder(env: Environment, name: string): string | null {
  const text = valueOf(env, name);
  return text === null ? null : resolve(text);
}

function readUrl(env: Environment, name: string, protocol: RegExp, example: string): string | null {
  const text = valueOf(env, name);
  if (text === null) return null;
  if (!URL.canParse(text) || !protocol.test(new URL(text).protocol))
    throw new ConfigError(`${name} is not an address; write it like ${example}.`);
  return text;
}
