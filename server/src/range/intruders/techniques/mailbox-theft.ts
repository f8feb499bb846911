import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { addressOf } from "../actor-habits.ts";
import { scriptAgentOf, sendForgedCall } from "../forged-call.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { StoryStep } from "../../../scenario/model.ts";
import type { Estate, Mailbox } from "../../estate/estate.ts";
import type { Technique } from "../technique.ts";

/** Static files of the webmail's theme: the front end asks nobody to sign in for them. */
const THEME_STEMS = ["logon.css", "owafont_ja.css", "lgnbotl.gif", "SegoeUI-SemiBold.eot", "SegoeUI-SemiLight.ttf"].map(
  (name) => `/owa/auth/Current/themes/resources/${name}`,
);

/** Mail is read without any file on the server: the front end asks the web services in the server's own name. */
export const mailboxTheft: Technique = {
  lookAlike: { by: "system/mail-connector", table: "ExchangeEws_CL", column: "SoapAction", shows: "^(?:Find|Get)Item$" },
  description: {
    name: "mailbox-theft",
    summary: "Reads a mailbox through the forged route (EWS FindItem and GetItem as the computer account); writes no file.",
    attack: ["T1190", "T1114.002"],
    parameters: [
      HOST_PARAMETER,
      VIA_PARAMETER,
      { name: "person", kind: "person", choices: [], isRequired: false, doc: "Whose mailbox; the cast's first person if left out." },
      { name: "items", kind: "integer", choices: [], isRequired: false, doc: "How many messages are fetched; 24 if left out." },
    ],
    isSince2013: true,
    yields: ["ip", "mailbox"],
    source: "Volexity, Operation Exchange Marauder",
  },
  decide(context) {
    return { ip: addressOf(context), mailbox: victimOf(context.step, context.estate)?.address ?? "" };
  },
  perform(world, context) {
    const { draws, step } = context;
    const items = typeof step.parameters["items"] === "number" ? step.parameters["items"] : 24;
    const stem = draws.pick(THEME_STEMS);
    let at = context.at;
    for (let n = 0; n <= items; n++) {
      const action = n % 9 === 0 ? "FindItem" : "GetItem";
      const call = {
        at,
        stem,
        path: "/EWS/Exchange.asmx",
        userAgent: scriptAgentOf(context),
        bodyBytes: draws.between(900, 1_400),
        action,
        mailbox: victimOf(step, world.estate),
      };
      const { status, endedAt } = sendForgedCall(world, context, call);
      if (status !== 200) return;
      at = addMicros(endedAt, draws.between(250, 1_600) * MICROS_PER_MS);
    }
  },
};

function victimOf({ parameters }: StoryStep, { people, peopleByRole }: Estate): Mailbox | null {
  const named = typeof parameters["person"] === "string" ? peopleByRole.get(parameters["person"]) : undefined;
  return (named ?? people[0])?.mailbox ?? null;
}
