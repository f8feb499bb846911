import { exchangeStateOf } from "../../exchange/front-end.ts";
import { describeFile } from "../../exchange/web-file.ts";
import { recordObjectWrite } from "../../windows/object-audit.ts";
import { during, toolChangesFile } from "../../windows/tool-acts.ts";
import { actWithinWorker, FOOTHOLD_PARAMETERS } from "../foothold.ts";
import { decidePage, PAGE_NAMING_PARAMETERS } from "../page-naming.ts";
import type { Technique } from "../technique.ts";

/** A page that is already there writes another one, or adds itself to one that came with the product: the writer is the web worker. */
export const pageWritesPage: Technique = {
  lookAlike: { by: "system/chores/page-warm-up", table: "DeviceFileEvents", column: "InitiatingProcessFileName", shows: "^w3wp\\.exe$" },
  description: {
    name: "page-writes-page",
    summary: "A planted page writes a second page, or adds to a page of the product: the writer is w3wp.exe.",
    attack: ["T1505.003", "T1105"],
    parameters: [
      ...FOOTHOLD_PARAMETERS,
      ...PAGE_NAMING_PARAMETERS,
      { name: "append", kind: "boolean", choices: [], isRequired: false, doc: "The named page exists: it is changed, not made." },
    ],
    yields: ["ip", "fileName", "path", "url", "fullUrl"],
    source: "Volexity, Operation Exchange Marauder; microsoft/Microsoft-365-Defender-Hunting-Queries",
  },
  decide: decidePage,
  perform(world, context) {
    const { server, draws, step, values } = context;
    const path = values["path"] ?? "";
    actWithinWorker(world, context, context.at, draws.between(60, 400), (worker) => {
      const { files } = exchangeStateOf(world, server);
      const known = files[path.toLowerCase()];
      const isAppended = step.parameters["append"] === true && known !== undefined;
      const size = (isAppended ? known.size : 0) + draws.between(600, 5_400);
      const content = `${world.seed}/${step.id}/${path}`;
      files[path.toLowerCase()] = describeFile(known?.path ?? path, size, content, { runsCommands: true, isCompiled: false });
      toolChangesFile(worker, { path: known?.path ?? path, size, content, change: isAppended ? "modified" : "created" });
      recordObjectWrite(world, server.host, during(worker, 0.71), worker.cause, path, worker.process);
    });
  },
};
