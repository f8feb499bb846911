import type { RandomStream } from "../../base/random-stream.ts";
import { pathOfStem, WEB_FOLDERS, type WebFolder } from "../exchange/web-roots.ts";
import { addressOf } from "./actor-habits.ts";
import { choiceParameter, chosen } from "./parameters.ts";
import type { DecisionContext } from "./technique.ts";

const FOLDERS = Object.keys(WEB_FOLDERS) as readonly WebFolder[];
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const RANDOM_NAME_LENGTH = 8;

/** Where a planted page goes and what it is called. */
export const PAGE_NAMING_PARAMETERS = [
  choiceParameter("folder", FOLDERS, "Web folder that the page is written to; `owa-auth` if left out."),
  choiceParameter("naming", ["random-8", "custom"], "`random-8`: eight letters and digits; `custom`: the text of `name`."),
  { name: "name", kind: "text", choices: [], isRequired: false, doc: "File name for `naming: custom`, with or without .aspx." },
] as const;

/** The values that every technique which plants a page yields: `ip`, `fileName`, `path`, `url`, `fullUrl`. */
export function decidePage(context: DecisionContext): Readonly<Record<string, string>> {
  const { estate, step } = context;
  const fileName = fileNameOf(context);
  const url = `${WEB_FOLDERS[chosen(step.parameters["folder"], FOLDERS, "owa-auth")].stem}${fileName}`;
  const server =
    estate.exchangeServers.find(({ host }) => host === estate.hostsByRole.get(String(step.parameters["host"]))) ??
    estate.exchangeServers[0];
  const path = server === undefined ? "" : pathOfStem(server, url);
  return { ip: addressOf(context), fileName, path, url, fullUrl: `https://${estate.site.mailHost}${url}` };
}

function fileNameOf({ step, draws }: DecisionContext): string {
  const random = drawName(draws);
  const name = step.parameters["name"];
  const stem = step.parameters["naming"] === "custom" && typeof name === "string" ? name : random;
  return stem.toLowerCase().endsWith(".aspx") ? stem : `${stem}.aspx`;
}

function drawName(draws: RandomStream): string {
  return Array.from({ length: RANDOM_NAME_LENGTH }, () => LETTERS[draws.below(LETTERS.length)]).join("");
}
