import type { AlertStatus, ExerciseState, HuntDesk, HuntRange, KqlColumn, ReceivedInject, ReportBody } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import type { AlertHit, AlertVerdict } from "../state/alert.ts";
import type { EvidenceId } from "../state/ids.ts";
import type { ListenerRow } from "../state/listener-request.ts";
import type { TeamWork } from "../state/report.ts";
import type { JsonText } from "./json-text.ts";

/** 0 or 1: SQLite has no booleans. */
export type Flag = number;

/** Every table, as its columns come back from either engine. Times are integers; their names say of which clock. */
export interface Database {
  readonly user: UserTable;
  readonly session: SessionTable;
  readonly account: AccountTable;
  readonly signInLink: SignInLinkTable;
  readonly queryToken: QueryTokenTable;
  readonly savedQuery: SavedQueryTable;
  readonly listenerRequest: {
    readonly exerciseId: string;
    readonly number: number;
    readonly heardAt: number;
    readonly rows: JsonText<readonly ListenerRow[]>;
  };
  readonly scenarioVersion: { readonly hash: string; readonly slug: string; readonly body: JsonText<Scenario> };
  readonly exercise: ExerciseTable;
  readonly team: { readonly id: string; readonly exerciseId: string; readonly name: string; readonly position: number };
  readonly member: { readonly exerciseId: string; readonly userId: string; readonly teamId: string; readonly joinedAt: number };
  readonly clock: ClockTable;
  readonly alert: AlertTable;
  readonly evidence: EvidenceTable;
  readonly report: ReportTable;
  readonly reportRevision: ReportRevisionTable;
  readonly submission: SubmissionTable;
  readonly guideDone: { readonly teamId: string; readonly stepId: string; readonly doneAt: number };
  readonly openedHint: { readonly teamId: string; readonly stepId: string; readonly position: number; readonly openedAt: number };
  readonly openedPage: { readonly teamId: string; readonly page: string };
  readonly queriedTable: { readonly teamId: string; readonly tableName: string };
  readonly seenStep: { readonly teamId: string; readonly stepId: string; readonly tableName: string; readonly firstSeenAt: number };
  readonly queryRun: QueryRunTable;
  readonly desk: { readonly exerciseId: string; readonly userId: string; readonly body: JsonText<HuntDesk>; readonly savedAt: number };
  readonly inject: InjectTable;
  readonly injectAck: { readonly injectId: string; readonly teamId: string };
  readonly note: NoteTable;
  readonly mutation: {
    readonly key: string;
    readonly actorId: string;
    readonly answer: JsonText<unknown> | null;
    readonly createdAt: number;
  };
}

/** The columns of better-auth's tables that we read ourselves; it reads and writes the rest. */
interface UserTable {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  /** Text on SQLite, a Date on Postgres; only ever sorted by. */
  readonly createdAt: unknown;
}
interface SessionTable {
  readonly id: string;
  readonly userId: string;
}
interface AccountTable {
  readonly userId: string;
  readonly providerId: string;
  readonly password: string | null;
}

interface SignInLinkTable {
  readonly tokenHash: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

interface QueryTokenTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string;
  readonly userId: string;
  readonly name: string;
  readonly secretHash: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

interface SavedQueryTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string;
  readonly name: string;
  readonly text: string;
  readonly range: JsonText<HuntRange>;
  readonly savedBy: string;
  readonly savedAt: number;
  readonly isRemoved: number;
}

interface ExerciseTable {
  readonly id: string;
  readonly title: string;
  readonly mode: "solo" | "class";
  readonly ownerId: string;
  readonly slug: string;
  readonly scenarioHash: string;
  readonly engineVersion: string;
  readonly seed: number;
  readonly joinCode: string | null;
  readonly createdAt: number;
}

interface ClockTable {
  readonly exerciseId: string;
  readonly state: ExerciseState;
  readonly simAt: number;
  readonly wallAt: number;
  readonly speed: number;
  readonly simStart: number;
  readonly simEnd: number;
}

interface AlertTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string;
  readonly number: number;
  readonly occurrence: string;
  /** The rest of the hit. */
  readonly hit: JsonText<AlertHit>;
  readonly status: AlertStatus;
  readonly claimedBy: string | null;
  readonly verdict: JsonText<AlertVerdict> | null;
  readonly evidenceIds: JsonText<readonly EvidenceId[]>;
}

interface EvidenceTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string;
  readonly kind: "row" | "aggregate" | "nothing-found";
  readonly itemId: string | null;
  readonly tableName: string | null;
  readonly eventAt: number | null;
  readonly columns: JsonText<readonly KqlColumn[]>;
  readonly cells: JsonText<readonly unknown[]>;
  readonly queryText: string;
  readonly note: string;
  readonly labels: JsonText<readonly string[]>;
  readonly pinnedBy: string;
  readonly pinnedAt: number;
  readonly isRemoved: Flag;
  readonly createdAt: number;
}

interface ReportTable {
  readonly teamId: string;
  readonly exerciseId: string;
  readonly revision: number;
  readonly body: JsonText<ReportBody>;
  readonly savedAt: number;
  readonly savedBy: string;
  readonly submittedAt: number | null;
  readonly submittedBy: string | null;
}
interface ReportRevisionTable {
  readonly teamId: string;
  readonly revision: number;
  readonly body: JsonText<ReportBody>;
  readonly savedAt: number;
  readonly savedBy: string;
}
interface SubmissionTable {
  readonly teamId: string;
  readonly exerciseId: string;
  readonly revision: number;
  readonly work: JsonText<TeamWork>;
  readonly simAt: number;
  readonly submittedAt: number;
  readonly submittedBy: string;
}

interface QueryRunTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string;
  readonly userId: string;
  readonly byName: string;
  readonly text: string;
  readonly ranAt: number;
  readonly simAt: number;
  readonly outcome: "rows" | "refused" | "cancelled";
  readonly rowCount: number | null;
  readonly isTruncated: Flag;
}

interface InjectTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string | null;
  readonly plannedAt: number | null;
  readonly channel: ReceivedInject["channel"];
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly expectedAction: string;
  readonly status: "scheduled" | "held" | "sent" | "skipped";
  readonly sentAt: number | null;
}

interface NoteTable {
  readonly id: string;
  readonly exerciseId: string;
  readonly at: number;
  readonly simAt: number;
  readonly text: string;
  readonly byName: string;
}
