import { changeOabUrl } from "../../people/administrator/panel-visit.ts";
import { choiceParameter, HOST_PARAMETER } from "../parameters.ts";
import type { DecisionContext, Technique } from "../technique.ts";

/** An administrator sets the OAB's external URL for an ordinary reason: the cmdlet is the same, the text is a plain address. */
export const oabUrlChange: Technique = {
  lookAlike: {
    by: "errand/web-addresses",
    table: "Event",
    column: "RenderedDescription",
    shows: "Set-\\w+VirtualDirectory[\\s\\S]*ExternalUrl",
  },
  description: {
    name: "oab-url-change",
    summary: "An administrator's genuine Set-OabVirtualDirectory with a plain URL.",
    attack: [],
    parameters: [
      HOST_PARAMETER,
      { name: "person", kind: "person", choices: [], isRequired: false, doc: "The administrator; the cast's first one if left out." },
      choiceParameter("to", ["public-name", "none"], "`public-name`: https://<mail host>/OAB; `none`: cleared."),
    ],
    yields: ["account", "externalUrl"],
    source: "microsoft/CSS-Exchange issue threads on Test-ProxyLogon false positives",
  },
  decide(context) {
    const person = personOf(context);
    return {
      account: person === undefined ? "" : `${person.account.domain}\\${person.account.name}`,
      externalUrl: context.step.parameters["to"] === "none" ? "" : `https://${context.estate.site.mailHost}/OAB`,
    };
  },
  perform(world, context) {
    const person = personOf({ step: context.step, estate: world.estate });
    if (person === undefined) return;
    const url = context.values["externalUrl"] ?? "";
    changeOabUrl(world, person, { at: context.at, draws: context.draws, cause: context.cause }, url === "" ? null : url);
  },
};

function personOf({
  step,
  estate,
}: Pick<DecisionContext, "step" | "estate">): ReturnType<DecisionContext["estate"]["peopleByRole"]["get"]> {
  const role = step.parameters["person"];
  const named = typeof role === "string" ? estate.peopleByRole.get(role) : undefined;
  return named ?? estate.people.find(({ isAdministrator }) => isAdministrator);
}
