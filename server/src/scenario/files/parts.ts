import { z } from "zod";
import { DURATION_PATTERN } from "../duration.ts";

/** Id of a step, hint, claim …: lower-case words joined by `-`; texts quote it, so it has no dots. */
export const LocalId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "An id is lower-case words joined by `-`, such as `oab-reset`")
  .max(64);

export const Duration = z.string().regex(new RegExp(DURATION_PATTERN, "i"), "A duration looks like `12m`, `1h30m`, `90s` or `PT5M`");

export const UtcInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/, "A time is UTC and looks like `2021-03-03T09:00:00Z`");

export const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "A date looks like `2021-03-01`");

export const Prose = z.string().trim().min(1);

export const Points = z.number().min(-100).max(100);

/** Sentinel's words for it, lower or upper case. */
export const SeverityWord = z.enum(["Informational", "Low", "Medium", "High", "informational", "low", "medium", "high"]);

/** ATT&CK technique id, `T1505.003`. */
export const AttackId = z.string().regex(/^T\d{4}(\.\d{3})?$/, "An ATT&CK technique looks like `T1505.003`");

export const Share = z.number().min(0).max(1);

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const ADDRESS = String.raw`${OCTET}(?:\.${OCTET}){3}`;

export const Ipv4Address = z.string().regex(new RegExp(`^${ADDRESS}$`), "An address looks like `10.20.0.11`");

/** CIDR block. */
export const Ipv4Network = z
  .string()
  .regex(new RegExp(String.raw`^${ADDRESS}\/(?:[89]|[12]\d|3[0-2])$`), "A network looks like `203.0.113.16/28`, with a prefix of 8 to 32");
