import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canInstallDebianPackages, installDebianPackages } from "./debian.mjs";
import { run } from "./run.mjs";

async function binaryFolder() {
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const newest = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a)[0];
  return newest === undefined ? null : `/usr/lib/postgresql/${newest}/bin`;
}

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * A throw-away Postgres on loopback for the tests that run on both engines. `TEST_DATABASE_URL` wins; as root on Debian the
 * package is installed and a cluster started in a temporary folder; otherwise null, with the reason.
 * @returns {Promise<{url: string | null, why: string, stop: () => Promise<void>}>}
 */
export async function startPostgres() {
  const nothing = async () => {};
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, why: "TEST_DATABASE_URL", stop: nothing };
  if (!(await canInstallDebianPackages()))
    return { url: null, why: "set TEST_DATABASE_URL to run these tests on Postgres as well", stop: nothing };
  const bin = (await binaryFolder()) ?? ((await installDebianPackages("postgresql")) ? await binaryFolder() : null);
  if (bin === null) return { url: null, why: "Debian's postgresql could not be installed", stop: nothing };

  const folder = await mkdtemp(join(tmpdir(), "mailroom-postgres-"));
  const id = async (flag) => Number((await run("id", [flag, "postgres"], { quiet: true })).output);
  await chown(folder, await id("-u"), await id("-g"));
  const asPostgres = (command, ...args) => run("runuser", ["-u", "postgres", "--", join(bin, command), ...args], { cwd: "/", quiet: true });
  const port = await freePort();
  const stop = async () => {
    await asPostgres("pg_ctl", "-D", `${folder}/cluster`, "-m", "immediate", "-w", "stop");
    await rm(folder, { recursive: true, force: true });
  };
  const made = await asPostgres("initdb", "-D", `${folder}/cluster`, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8");
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c max_connections=200`;
  const started = await asPostgres("pg_ctl", "-D", `${folder}/cluster`, "-w", "-l", `${folder}/log`, "-o", options, "start");
  if (made.code !== 0 || started.code !== 0) {
    await rm(folder, { recursive: true, force: true });
    return { url: null, why: `Postgres did not start: ${made.output}${started.output}`, stop: nothing };
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, why: `Debian's Postgres on port ${port}`, stop };
}
