export interface ActorProfile {
  readonly id: string;
  readonly coverName: string;
  readonly kind: "intruder" | "staff" | "third-party" | "scanner";
  readonly description: string;
  /** Networks (CIDR, documentation ranges) that its addresses are drawn from; staff use the site's. */
  readonly networks: readonly string[];
  readonly userAgents: readonly string[];
  readonly autonomousSystem: string;
  /** The published activity that it is shaped after, for the instructor; empty for none. */
  readonly modelledOn: string;
  /** Null: at any hour, as machines work. */
  readonly workingHours: WorkingHours | null;
  readonly tooling: ActorTooling;
  readonly infrastructure: ActorInfrastructure;
  /** What tells it from every other actor, as rows show it. */
  readonly features: readonly ActorFeature[];
}

/** UTC hours; `from` after `to` means over midnight. */
export interface WorkingHours {
  readonly from: number;
  readonly to: number;
  readonly restsOnWeekends: boolean;
}

/** How a page is told what to run: between a known client's marks, in a plain command interpreter, or without one. */
export type ShellDialect = "chopper" | "cmd" | "direct";

interface ActorTooling {
  readonly staticNames: readonly string[];
  readonly shell: ShellDialect;
}

interface ActorInfrastructure {
  readonly rotatesAddresses: boolean;
  readonly endpoints: readonly {
    readonly purpose: "c2" | "download" | "upload" | "relay" | "pool";
    readonly network: string;
    readonly name: string;
    readonly port: number;
  }[];
}

/** Rows of `table` whose `column` matches are this actor's work and nobody else's. */
interface ActorFeature {
  readonly axis: "tooling" | "write-method" | "first-commands" | "persistence" | "credentials" | "infrastructure" | "naming" | "aim";
  readonly says: string;
  readonly table: string;
  readonly column: string;
  /** Regular expression, case-insensitive. */
  readonly matches: string;
}
