import { addMicros, MICROS_PER_SECOND } from "../../../base/sim-time.ts";
import { recordImageLoad, toolDropsImage } from "../../windows/tool-acts.ts";
import { addressOf } from "../actor-habits.ts";
import { actWithinWorker, FOOTHOLD_PARAMETERS, hostOf } from "../foothold.ts";
import { callHome, implantProcess } from "../routines/implant-routine.ts";
import type { Technique } from "../technique.ts";
import { textOf, textParameter } from "../tool-technique.ts";

/** A program stays on the host: often a signed one beside a library that it was not made for. It may call home, or wait to be called. */
export const implant: Technique = {
  lookAlike: {
    by: "system/antivirus",
    table: "DeviceNetworkEvents",
    column: "InitiatingProcessFolderPath",
    shows: "^C:\\\\ProgramData\\\\",
  },
  description: {
    name: "implant",
    summary: "Puts a program (and a library that it loads) on the host, starts it as a service's child, and lets it call home.",
    attack: ["T1574.002", "T1543.003", "T1071.001"],
    parameters: [
      ...FOOTHOLD_PARAMETERS,
      textParameter("program", "Path of the program."),
      textParameter("library", "Path of the library that it loads; left out, it needs none."),
      textParameter("line", "Its command line; its path if left out."),
      { name: "minutes", kind: "integer", choices: [], isRequired: false, doc: "Every how many minutes it calls home; 0 never." },
      { name: "calls", kind: "integer", choices: [], isRequired: false, doc: "How often; 10 if left out." },
    ],
    yields: ["ip", "path"],
    source: "ESET, Exchange servers under siege (side-loading, Cobalt Strike loaders); SigmaHQ",
  },
  decide: (context) => ({ ip: addressOf(context), path: textOf(context, "program", "C:\\ProgramData\\Update\\update.exe") }),
  perform(world, context) {
    const { step, at, draws, values, cause } = context;
    const path = values["path"] ?? "";
    const library = textOf(context, "library", "");
    const host = hostOf(world, context);
    actWithinWorker(world, context, at, draws.between(900, 1_800), (worker) => {
      toolDropsImage(worker, path, 0.3);
      if (library !== "") toolDropsImage(worker, library, 0.6);
    });
    const process = implantProcess(world, context, host);
    const id = world.claimId(cause);
    world.emit({ kind: "process-started", id, at: process.startedAt, host, cause, process, currentDirectory: "C:\\Windows\\system32\\" });
    if (library !== "")
      recordImageLoad({ world, host, cause: { ...cause, parentId: id } }, process, addMicros(process.startedAt, 70_000), library);
    const minutes = typeof step.parameters["minutes"] === "number" ? step.parameters["minutes"] : 0;
    const left = typeof step.parameters["calls"] === "number" ? step.parameters["calls"] : 10;
    if (minutes > 0)
      world.schedule(callHome, addMicros(process.startedAt, draws.between(2, 40) * MICROS_PER_SECOND), { stepId: step.id, minutes, left });
  },
};
