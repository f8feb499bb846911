import { ConfigError, readConfig } from "./config.ts";
import { DatabaseUnusable } from "./db/engine.ts";
import { startServer } from "./start-server.ts";

const NODE_FLOOR = [20, 19] as const;

function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return;
  throw new ConfigError(`Node ${version} is too old for Mailroom. Install Node ${NODE_FLOOR.join(".")} or newer.`);
}

async function main(): Promise<void> {
  requireNode(process.versions.node);
  const server = await startServer(readConfig(process.env));
  console.log(`Mailroom is running at ${server.address}`);
  if (server.signInAddress !== null) console.log(`Instructors sign in once with ${server.signInAddress}`);

  let isStopping = false;
  const stop = (): void => {
    // The second signal means it: whoever presses Ctrl-C twice does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    server.close().then(() => process.exit(0), fail);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** What the person can mend gets one line; anything else its stack. */
function fail(error: unknown): void {
  const isMendable = error instanceof ConfigError || error instanceof DatabaseUnusable;
  console.error(isMendable ? error.message : error);
  process.exit(1);
}

main().catch(fail);
