import { windowsTool } from "../../windows/tool.ts";
import { PAGE_PARAMETER } from "../parameters.ts";
import { toolTechnique } from "../tool-technique.ts";

/** A planted page is hidden from a listing of its folder. The attribute change itself leaves no file event. */
export const pageHide = toolTechnique({
  name: "page-hide",
  lookAlike: { by: "errand/web-server-settings", table: "DeviceProcessEvents", column: "ProcessCommandLine", shows: "^attrib \\+h \\+s" },
  summary: "Hides a planted page with attrib +h +s +r.",
  attack: ["T1564.001"],
  parameters: [{ ...PAGE_PARAMETER, name: "target", doc: "The step that planted the page which is hidden." }],
  source: "SigmaHQ; Neo23x0 signature-base (clean-up command lines)",
  tools: (_world, { step, valueOf }) => {
    const target = typeof step.parameters["target"] === "string" ? valueOf(step.parameters["target"], "path") : null;
    return [windowsTool("attrib.exe", `attrib +h +s +r "${target ?? ""}"`, 60)];
  },
});
