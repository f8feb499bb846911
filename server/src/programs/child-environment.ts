/** What a child process needs of the environment, and nothing else: no database address, no secret reaches it. */
const KEPT = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG", "LD_LIBRARY_PATH", "NODE_EXTRA_CA_CERTS"];

export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), TZ: "UTC" };
}
