import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { during, recordConnection } from "../../windows/tool-acts.ts";
import { addressOf } from "../actor-habits.ts";
import { actWithinWorker, FOOTHOLD_PARAMETERS } from "../foothold.ts";
import type { Technique } from "../technique.ts";

const INNER_PORTS = [445, 3389, 135, 389, 1433, 5985] as const;

/** A page carries connections: each short POST moves a few bytes, and the web worker connects to hosts that it never needs. */
export const tunnel: Technique = {
  lookAlike: { by: "system/windows", table: "DeviceNetworkEvents", column: "InitiatingProcessFileName", shows: "^w3wp\\.exe$" },
  description: {
    name: "tunnel",
    summary: "Tunnels into the network through a planted page: many short POSTs, and w3wp.exe connects to inner hosts and ports.",
    attack: ["T1090.001", "T1572"],
    parameters: [
      ...FOOTHOLD_PARAMETERS,
      { name: "posts", kind: "integer", choices: [], isRequired: false, doc: "How many requests; 60 if left out." },
    ],
    yields: ["ip"],
    source: "Volexity (YARA of a tunnel page); ESET (LuckyMouse's tunnel)",
  },
  decide: (context) => ({ ip: addressOf(context) }),
  perform(world, context) {
    const { draws, step, server } = context;
    const posts = typeof step.parameters["posts"] === "number" ? step.parameters["posts"] : 60;
    const inner = world.estate.hosts.filter(({ role, name }) => role !== "workstation" && name !== server.host.name);
    let at = context.at;
    for (let post = 0; post < posts; post += 1) {
      at = actWithinWorker(world, context, at, draws.between(4, 60), (worker) => {
        if (inner.length === 0 || post % 3 !== 0) return;
        const target = draws.pick(inner);
        const outcome = draws.chance(2, 3) ? "success" : "failed";
        const end = { ip: target.ip, name: target.fqdn.toLowerCase(), port: draws.pick(INNER_PORTS), outcome } as const;
        recordConnection(worker, worker.process, during(worker, 0.5), end);
      });
      at = addMicros(at, draws.between(40, 380) * MICROS_PER_MS);
    }
  },
};
