import { cefReferee, syslogReferee } from "./lognormalizer.ts";
import { miller } from "./miller.ts";
import type { Referee } from "./referee.ts";
import { goaccess, goaccessOfSquid, lnav } from "./web-log-referees.ts";
import { xmllint } from "./xmllint.ts";

export const REFEREES: readonly Referee[] = [lnav, goaccess, goaccessOfSquid, miller, xmllint, cefReferee, syslogReferee];
