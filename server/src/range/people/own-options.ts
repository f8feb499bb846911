import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { CmdletRun } from "../activity.ts";
import type { Person } from "../estate/estate.ts";
import { drawCanary } from "../exchange/control-panel/urls.ts";
import type { FormsSession } from "./forms-session.ts";

/** A page of somebody's own options: what opening it reads, and what saving it runs. */
interface OptionPage {
  /** Below `/ecp/`, without its ending: the page is a `.slab`, its data service a `.svc`. */
  readonly path: string;
  readonly verb: "GetObject" | "GetList";
  readonly reads: readonly string[];
  readonly saves: {
    readonly verb: "SetObject" | "NewObject";
    readonly cmdlet: string;
    readonly parameters: (draws: RandomStream) => CmdletRun["parameters"];
  } | null;
}

const PAGES: readonly OptionPage[] = [
  {
    path: "Organize/AutomaticReplies",
    verb: "GetObject",
    reads: ["Get-MailboxAutoReplyConfiguration.Identity=$null"],
    saves: {
      verb: "SetObject",
      cmdlet: "Set-MailboxAutoReplyConfiguration",
      parameters: (draws) => [
        { name: "AutoReplyState", value: draws.pick(["Scheduled", "Enabled", "Disabled"]) },
        { name: "ExternalAudience", value: draws.pick(["Known", "All", "None"]) },
      ],
    },
  },
  {
    path: "RulesEditor/InboxRules",
    verb: "GetList",
    reads: ["Get-InboxRule.DescriptionTimeFormat=''HH:mm''"],
    saves: {
      verb: "NewObject",
      cmdlet: "New-InboxRule",
      parameters: (draws) => [
        { name: "SubjectContainsWords", value: draws.pick(["newsletter", "delivery note", "holiday rota", "weekly figures"]) },
        { name: "MoveToFolder", value: draws.pick(["Newsletters", "Suppliers", "Team", "Reports"]) },
        { name: "StopProcessingRules", value: "True" },
      ],
    },
  },
  {
    path: "PersonalSettings/RegionalSettings",
    verb: "GetObject",
    reads: ["Get-MailboxRegionalConfiguration.Identity=$null", "Get-MailboxCalendarConfiguration.Identity=$null"],
    saves: {
      verb: "SetObject",
      cmdlet: "Set-MailboxCalendarConfiguration",
      parameters: (draws) => [
        { name: "WorkingHoursStartTime", value: draws.pick(["07:30:00", "08:00:00", "08:30:00", "09:00:00"]) },
        { name: "RemindersEnabled", value: draws.pick(["True", "False"]) },
      ],
    },
  },
  {
    path: "Customize/MessageFormat",
    verb: "GetObject",
    reads: ["Get-MailboxMessageConfiguration.Identity=$null"],
    saves: {
      verb: "SetObject",
      cmdlet: "Set-MailboxMessageConfiguration",
      parameters: (draws) => [
        { name: "AutoAddSignature", value: draws.pick(["True", "False"]) },
        { name: "DefaultFormat", value: "Html" },
      ],
    },
  },
  {
    path: "PhoneVoiceMail/MobileDevices",
    verb: "GetList",
    reads: ["Get-MobileDeviceStatistics.Mailbox=$null", "Get-CasMailbox.Identity=$null"],
    saves: null,
  },
  {
    path: "PersonalSettings/Account",
    verb: "GetObject",
    reads: ["Get-User.Identity=$null", "Get-Mailbox.Identity=$null"],
    saves: null,
  },
];

/**
 * The gear of Outlook on the web leads into the control panel: one or two pages of one's own options, each a page and a call
 * of its data service, and now and then something is saved.
 */
export function lookAtOwnOptions(browser: FormsSession, person: Person, draws: RandomStream, from: SimTime): SimTime {
  const [first] = PAGES;
  let next = from;
  for (const page of draws.shuffled(PAGES).slice(0, draws.between(1, 2))) {
    next = openPage(browser, page, draws, next);
    // An absence is announced more often than not; the rest is as often looked at and left.
    if (page.saves === null || !draws.chance(page === first ? 6 : 4, 8)) continue;
    next = addMicros(next, draws.between(9, 80) * MICROS_PER_SECOND);
    const { verb, cmdlet, parameters } = page.saves;
    const given = [...parameters(draws), { name: verb === "NewObject" ? "Mailbox" : "Identity", value: person.mailbox.guid }];
    next = callService(browser, page, verb, draws, next, { kind: "change-own", cmdlet, parameters: given });
  }
  return next;
}

function openPage(browser: FormsSession, page: OptionPage, draws: RandomStream, from: SimTime): SimTime {
  const opened = addMicros(from, draws.between(1_200, 9_000) * MICROS_PER_MS);
  const entered = browser.send(opened, { stem: "/ecp/", query: `rfr=owa&owaparam=modurl%3D0&p=${page.path}.slab` }).endedAt;
  const shown = addMicros(entered, draws.between(60, 420) * MICROS_PER_MS);
  const loaded = browser.send(shown, { stem: `/ecp/${page.path}.slab`, query: "showhelp=false" }).endedAt;
  const asked = addMicros(loaded, draws.between(80, 900) * MICROS_PER_MS);
  return callService(browser, page, page.verb, draws, asked, { kind: "read-grid", schema: "", cmdlets: page.reads });
}

function callService(
  browser: FormsSession,
  page: OptionPage,
  verb: string,
  draws: RandomStream,
  at: SimTime,
  panelCommand: NonNullable<Parameters<FormsSession["send"]>[1]["panelCommand"]>,
): SimTime {
  return browser.send(at, {
    method: "POST",
    stem: `/ecp/${page.path}.svc/${verb}`,
    query: `msExchEcpCanary=${drawCanary(draws)}`,
    bodyBytes: draws.between(60, 980),
    panelCommand,
  }).endedAt;
}
