import { addMicros } from "../../../base/sim-time.ts";
import { exchangeStateOf } from "../../exchange/front-end.ts";
import { NATIVE_OWA_AUTH_PAGES, owaAuthFolder } from "../../exchange/native-pages.ts";
import { agentProcess, AGENTS, type AgentName } from "../../system/agents.ts";
import { recordFileChange } from "../../windows/files.ts";
import { choiceParameter, chosen, HOST_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

const AGENT_NAMES = Object.keys(AGENTS) as readonly AgentName[];

/** Maintenance rewrites a page that setup put there: same name, same content, new time. */
export const pageTouch: Technique = {
  lookAlike: {
    by: "system/chores/certificate-check",
    table: "DeviceFileEvents",
    column: "FolderPath",
    shows: "^C:\\\\(?:inetpub\\\\wwwroot|Program Files\\\\Microsoft\\\\Exchange Server\\\\V15\\\\FrontEnd)\\\\",
  },
  description: {
    name: "page-touch",
    summary: "A native page is rewritten by a maintenance agent: benign, with a name that looks odd.",
    attack: [],
    parameters: [
      HOST_PARAMETER,
      choiceParameter("page", NATIVE_OWA_AUTH_PAGES, "Native page of owa/auth; RedirSuiteServiceProxy.aspx if left out."),
      choiceParameter("by", AGENT_NAMES, "Who rewrites it; the backup agent if left out."),
    ],
    yields: ["fileName", "path", "url"],
    source: "elastic/detection-rules: native pages of owa/auth",
  },
  decide({ step, estate }) {
    const fileName = chosen(step.parameters["page"], NATIVE_OWA_AUTH_PAGES, "RedirSuiteServiceProxy.aspx");
    const server = estate.exchangeServers[0];
    return { fileName, path: server === undefined ? fileName : `${owaAuthFolder(server)}\\${fileName}`, url: `/owa/auth/${fileName}` };
  },
  perform(world, { server, step, at, cause, draws, values }) {
    const state = exchangeStateOf(world, server);
    const path = `${owaAuthFolder(server)}\\${values["fileName"] ?? ""}`;
    const file = state.files[path.toLowerCase()];
    if (file === undefined) return;
    const agent = agentProcess(world, server.host, chosen(step.parameters["by"], AGENT_NAMES, "backup"));
    const details = { path: file.path, size: file.size, sha1: file.sha1, sha256: file.sha256, md5: file.md5, process: agent };
    recordFileChange(world, server.host, at, cause, { ...details, change: "deleted" });
    recordFileChange(world, server.host, addMicros(at, draws.between(40_000, 700_000)), cause, { ...details, change: "created" });
    // Restored with its old time stamp: ASP.NET has no reason to compile it again.
  },
};
