import type { KqlFunction, Severity } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ActorProfile } from "./actor-profile.ts";
import type { Operation } from "./operation.ts";

export type { ActorProfile, ShellDialect, WorkingHours } from "./actor-profile.ts";

/** A validated scenario: everything that its folder and the shared cast and actor files say, resolved and typed. */
export interface Scenario {
  readonly slug: string;
  /** SHA-256 over the normalised content of every file that can change the world or the grading; lower-case hex. */
  readonly contentHash: string;
  readonly meta: ScenarioMeta;
  readonly window: ScenarioWindow;
  readonly cast: Cast;
  readonly actors: readonly ActorProfile[];
  readonly story: readonly StoryStep[];
  /** 0.01–1: how much of real life's volume is simulated. Planted evidence never scales with it. */
  readonly volume: number;
  readonly sensors: readonly SensorSetting[];
  /** What the company does to its mail servers, by time. */
  readonly operations: readonly Operation[];
  readonly rules: readonly DetectionRule[];
  readonly injects: readonly Inject[];
  readonly guide: readonly GuideStepModel[];
  readonly grading: Grading;
  readonly texts: { readonly brief: string; readonly debrief: string };
  readonly proofs: readonly Proof[];
  readonly workspace: WorkspaceContent;
  /** Columns in which the intruders' rows are meant to stand out; the audit leaves them alone. */
  readonly evidence: readonly EvidenceColumns[];
}

export interface EvidenceColumns {
  readonly table: string;
  readonly columns: readonly string[];
  /** What a trainee reads there. */
  readonly why: string;
}

/** What queries reach by a name or an address instead of a table. Texts and values may quote `{{values}}` of the run. */
export interface WorkspaceContent {
  readonly functions: readonly KqlFunction[];
  /** Comma-separated text each, the first line names the columns; `searchKey` is one of them. */
  readonly watchlists: readonly { readonly alias: string; readonly searchKey: string; readonly csv: string }[];
  /** For `externaldata`; an address that begins with `*` stands for that path on any host. */
  readonly files: readonly { readonly address: string; readonly text: string }[];
  readonly indicators: readonly Indicator[];
}

/** One line of threat intelligence. Durations are microseconds. */
export interface Indicator {
  readonly type: IndicatorType;
  readonly value: string;
  readonly description: string;
  readonly threat: string;
  /** 0–100. */
  readonly confidence: number;
  readonly source: string;
  readonly tags: readonly string[];
  /** Before the exercise starts. */
  readonly added: number;
  /** After it was added. */
  readonly validFor: number;
}

export type IndicatorType = "ipv4" | "ipv6" | "domain" | "url" | "file-name" | "sha256" | "sha1" | "md5" | "email" | "user-agent";

export interface ScenarioMeta {
  readonly title: string;
  readonly summary: string;
  readonly level: "beginner" | "intermediate" | "advanced" | "expert";
  readonly minutes: number;
  readonly audience: string;
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  readonly skills: readonly string[];
  readonly isGuided: boolean;
}

export interface ScenarioWindow {
  /** Whole days simulated before the exercise. */
  readonly historyDays: number;
  readonly exerciseStart: SimTime;
  readonly exerciseMinutes: number;
  /** IANA name; the estate's local time. */
  readonly timeZone: string;
  /** Local dates, `2021-03-01`, on which the company is closed. */
  readonly holidays: readonly string[];
  /** How far back detection rules are run before the exercise starts, so that the queue is not empty. */
  readonly alertLookbackHours: number;
}

/** The organisation, its people, hosts and habits, by role. Names are drawn from the seed unless the cast fixes them. */
export interface Cast {
  readonly id: string;
  readonly organisation: {
    readonly name: string;
    readonly domain: string;
    readonly netbios: string;
    readonly sector: string;
    readonly facts: readonly { readonly label: string; readonly value: string }[];
  };
  readonly site: {
    readonly city: string;
    readonly network: string;
    readonly publicNetwork: string;
    readonly mailHost: string;
    /** Mail from and to the internet passes a mail cloud that filters it and keeps tables of its own. */
    readonly isHybrid: boolean;
  };
  readonly hosts: readonly CastHost[];
  /** Who looks after the servers from outside, over the jump host; absent: nobody does. */
  readonly provider?: CastProvider | undefined;
  /** Named roles that a story may refer to (`person.it-admin`), and how many people fill the rest of each department. */
  readonly people: readonly CastPerson[];
  readonly departments: readonly { readonly name: string; readonly headcount: number; readonly habits: Habits }[];
}

export interface CastHost {
  /** Referred to as `host.<role>`. */
  readonly role: string;
  readonly kind: WindowsHostKind | ApplianceKind;
  readonly name: string;
  readonly ip: string;
  readonly exchange: {
    readonly product: "2010" | "2013" | "2016" | "2019";
    readonly build: string;
    /** Servers that share one share databases: any of them may hold the active copy. */
    readonly availabilityGroup?: string | undefined;
  } | null;
  /** Of a load balancer: how it shows clients to the servers. */
  readonly balancing?: Balancing | undefined;
  readonly hasEdr: boolean;
}

export type WindowsHostKind = "exchange" | "domain-controller" | "member-server" | "backup-server" | "jump-host" | "workstation";

export interface Balancing {
  /** Servers see the balancer's own address as the client of every connection. */
  readonly hidesClients: boolean;
  /** It says in `X-Forwarded-For` who the client is, and IIS was told to log that. */
  readonly forwardsClients: boolean;
}

/** Machines of the network itself: nobody logs on to them in a story, and they have logs of their own. */
export type ApplianceKind = "firewall" | "mail-relay" | "load-balancer" | "web-proxy";

/** A managed-service provider. Networks are CIDR blocks. */
export interface CastProvider {
  readonly name: string;
  /** On the internet: where its technicians come from. */
  readonly network: string;
  /** Inside: what the VPN gives them an address of. */
  readonly pool: string;
  readonly technicians: number;
}

export interface CastPerson {
  /** Referred to as `person.<role>`. */
  readonly role: string;
  readonly department: string;
  readonly title: string;
  readonly isAdministrator: boolean;
  readonly habits: Habits | null;
}

/** Shares are 0–1 probabilities that a person has the habit at all. */
export interface Habits {
  readonly outlook: number;
  readonly owa: number;
  readonly phone: number;
  /** Local hours, e.g. 8.5 to 17. */
  readonly startHour: number;
  readonly endHour: number;
  readonly mailsPerDay: number;
  /** Local hours at which shifts begin; people take turns week by week. Absent: nobody works in shifts. */
  readonly shifts?: readonly number[] | undefined;
  /** Probability that a person travels within a fortnight; absent: one in ten. */
  readonly travel?: number | undefined;
}

/** One thing that somebody does. What it leaves in the logs follows from the world, not from here. */
export interface StoryStep {
  readonly id: string;
  readonly title: string;
  /** What happened, for the debrief; may quote `{{values}}`. */
  readonly explanation: string;
  readonly actorId: string;
  /** Name in the technique library, see `range/technique-catalogue.ts`. */
  readonly technique: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly when: StepTime;
  readonly attack: readonly string[];
}

/** Offsets are microseconds. `jitter` is drawn uniformly in [0, jitter] from the step's own stream. */
export type StepTime =
  | { readonly kind: "at"; readonly at: SimTime; readonly jitter: number }
  | { readonly kind: "exercise"; readonly offset: number; readonly jitter: number }
  | { readonly kind: "after"; readonly stepId: string; readonly offset: number; readonly jitter: number };

/** What a host's sensors log; unnamed hosts and logs have the defaults of the log, and so has what is null or zero here. */
export interface SensorSetting {
  readonly hostRole: string;
  /** A table, `Event/<channel>`, `SecurityEvent/<audit subcategory>`, or `*` for everything that the host sends. */
  readonly log: string;
  readonly isEnabled: boolean;
  readonly ingestionDelaySeconds: { readonly min: number; readonly max: number } | null;
  readonly retentionDays: number | null;
  /** Shares of rows, 0–1: delivered twice, and never. */
  readonly duplicateShare: number;
  readonly lossShare: number;
  /** Nothing written in these times arrives; ends excluded. */
  readonly gaps: readonly { readonly from: SimTime; readonly to: SimTime }[];
  /** The host's clock minus the Exchange server's; null: as drawn for the host. */
  readonly clockOffsetMs: number | null;
}

/** A detection rule as Microsoft Sentinel's analytics-rule YAML gives it. Durations are microseconds. */
export interface DetectionRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly query: string;
  readonly queryFrequency: number;
  readonly queryPeriod: number;
  readonly triggerOperator: "gt" | "lt" | "eq" | "ne";
  readonly triggerThreshold: number;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly entityMappings: readonly {
    readonly entityType: string;
    readonly fields: readonly { readonly identifier: string; readonly column: string }[];
  }[];
  /** `single`: one alert per run; `perResult`: one per row. */
  readonly grouping: "single" | "perResult";
  readonly file: string;
}

export interface Inject {
  readonly id: string;
  /** Microseconds after the exercise start. */
  readonly offset: number;
  readonly channel: "mail" | "chat" | "phone" | "ticket" | "press" | "form" | "note";
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly expectedAction: string;
}

export interface GuideStepModel {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly completedBy: GuideCondition;
  readonly hints: readonly { readonly price: number; readonly body: string }[];
}

/** What a trainee must really have done. Conditions look at acts and at the truth behind what was shown, not at wording. */
export type GuideCondition =
  | { readonly kind: "opened"; readonly page: "brief" | "alerts" | "hunt" | "evidence" | "case" }
  | { readonly kind: "ran-query"; readonly table: string | null }
  | { readonly kind: "saw-step"; readonly stepId: string; readonly table: string | null }
  | { readonly kind: "pinned-step"; readonly stepId: string }
  | { readonly kind: "judged-alert"; readonly stepId: string | null }
  | { readonly kind: "stated-finding"; readonly findingKind: string }
  | { readonly kind: "submitted" }
  | { readonly kind: "all"; readonly of: readonly GuideCondition[] }
  | { readonly kind: "any"; readonly of: readonly GuideCondition[] };

/** What matters, what it is worth and what to say. The facts themselves come from the run. */
export interface Grading {
  readonly verdict: { readonly accepted: "not-compromised" | "attempted" | "compromised"; readonly points: number; readonly why: string };
  readonly claims: readonly GradedClaim[];
  readonly alerts: {
    readonly points: number;
    readonly rules: readonly {
      readonly ruleId: string;
      readonly benignVerdict: "benign-true-positive" | "false-positive";
      readonly why: string;
    }[];
  };
  readonly indicators: {
    readonly points: number;
    readonly items: readonly { readonly kind: string; readonly value: string; readonly weight: number; readonly why: string }[];
    readonly benign: readonly { readonly value: string; readonly why: string }[];
  };
  readonly scope: {
    readonly points: number;
    readonly hosts: readonly string[];
    readonly accounts: readonly string[];
    readonly mailboxes: readonly string[];
  };
  readonly actions: { readonly points: number; readonly library: readonly GradedAction[] };
  readonly narrative: {
    readonly points: number;
    readonly concepts: readonly {
      readonly id: string;
      readonly title: string;
      readonly points: number;
      readonly anyOf: readonly string[];
      readonly unless: readonly string[];
      readonly why: string;
    }[];
  };
  readonly decoys: readonly {
    readonly id: string;
    readonly title: string;
    readonly stepId: string | null;
    readonly values: readonly string[];
    /** Finding kinds under which its rows may be reported all the same, e.g. `scanning` for a stranger's scan. */
    readonly acceptedKinds: readonly string[];
    readonly penalty: number;
    readonly whyNot: string;
  }[];
}

/** A finding that the author wants; matched by the step behind the cited rows, then by kind, time, host, who and object. */
export interface GradedClaim {
  readonly id: string;
  readonly title: string;
  readonly stepId: string;
  /** Evidence of these steps is accepted as well. */
  readonly alsoStepIds: readonly string[];
  /** Kinds that fit; the first is the best. */
  readonly kinds: readonly string[];
  readonly points: number;
  /** Null: time is not asked. */
  readonly timeToleranceSeconds: number | null;
  /** Accepted values; may quote `{{values}}`. Empty: not asked. */
  readonly hosts: readonly string[];
  readonly who: readonly string[];
  readonly objects: readonly string[];
  readonly why: string;
}

export interface GradedAction {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Positive: right here. Negative: harmful here. Zero: neither. */
  readonly points: number;
  /** Actions that must stand before it in the trainee's list; otherwise it earns `pointsOutOfOrder`. */
  readonly mustFollow: readonly string[];
  readonly pointsOutOfOrder: number;
  readonly why: string;
}

/** The author's own query for a question, and what it must find: the scenario's certificate that it can be solved. */
export interface Proof {
  readonly file: string;
  readonly question: string;
  readonly query: string;
  readonly finds: readonly string[];
  readonly rowsMin: number;
  readonly rowsMax: number;
}
