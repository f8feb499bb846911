import type { TextFile } from "../read-files.ts";
import type { FindingList } from "../finding-list.ts";
import { REFERENCE } from "../render-text.ts";
import { isDocumentationIpv4, isDocumentationIpv6 } from "./documentation-address.ts";
import { placeIn } from "./place-in.ts";
import type { LintContext } from "./lint-context.ts";

/** Top-level domains that are common enough to be meant as such, minus those that are file extensions or KQL words. */
const REAL_TLDS =
  "com|net|org|edu|gov|mil|int|biz|io|co|uk|de|fr|nl|be|ch|at|it|es|pt|cz|se|no|dk|fi|ru|cn|jp|kr|tw|hk|au|nz|ca|us|eu|br|mx|za|ir|il|tr|ua|ro|gr|ie|tv|me|cc|xyz|top|online|site|shop|club|dev|app|cloud|ai|tech|pro|info";
const IPV4 = /(?<![\w.-])(?<![A-Za-z]\/)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w-]|\.\d)/g;
const IPV6 =
  /(?<![\w:.])(?=[0-9a-f:]*[0-9a-f]::|[0-9a-f:]*::[0-9a-f]|(?:[0-9a-f]{1,4}:){7})[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;
const BARE_DOMAIN = new RegExp(
  String.raw`(?<![\w./\\@$-])((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:${REAL_TLDS}))(?![\w-]|\.\w|\()`,
  "g",
);
const NAMED_HOST = /(?:@|:\/\/)((?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]*)/g;
const SCRIPT = /<\s*script\b|<%|%>|\brunat\s*=|\beval\s*\(|<\?php|\bRequest\.Item\b|javascript:/gi;
const BASE64 =
  /(?<![A-Za-z0-9+/=])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{60,}={0,2}(?![A-Za-z0-9+/=])/g;
const ENCODED =
  /-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{24,}|(?:\\x[0-9a-f]{2}){6,}|(?:%[0-9a-f]{2}){8,}|(?:%u[0-9a-f]{4}){3,}|\b[0-9a-f]{128,}\b/gi;

/** Everything that a scenario says is harmless: no live address, no real name, no script, nothing encoded (DESIGN 6). */
export function lintInertness({ files, findings }: LintContext): void {
  for (const file of files.all) lintText(file, findings);
}

function lintText({ file, text }: TextFile, findings: FindingList): void {
  const plain = text.replaceAll(REFERENCE, (reference) => " ".repeat(reference.length));
  for (const match of plain.matchAll(IPV4)) {
    if (match.slice(1).some((octet) => Number(octet) > 255) || isDocumentationIpv4(match[0])) continue;
    report(
      match[0],
      match.index,
      "inert-real-address",
      "may belong to somebody",
      "Use 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 198.18.0.0/15 or a private address.",
    );
  }
  for (const match of plain.matchAll(IPV6)) {
    if (isDocumentationIpv6(match[0])) continue;
    report(match[0], match.index, "inert-real-address", "may belong to somebody", "Use 2001:db8::/32.");
  }
  for (const match of [...plain.matchAll(BARE_DOMAIN), ...plain.matchAll(NAMED_HOST)]) {
    const name = match[1] ?? "";
    if (/\.(example|test)$/i.test(name)) continue;
    report(
      name,
      match.index + match[0].indexOf(name),
      "inert-real-domain",
      "looks like a real name",
      "Use a name under `.example` or `.test`.",
    );
  }
  for (const match of plain.matchAll(SCRIPT)) {
    report(
      match[0],
      match.index,
      "inert-script-tag",
      "is script or markup that runs",
      "Describe it in words; a scenario never holds code.",
    );
  }
  for (const match of [...plain.matchAll(BASE64), ...plain.matchAll(ENCODED)]) {
    report(
      `${match[0].slice(0, 24)}…`,
      match.index,
      "inert-encoded-payload",
      "looks like an encoded payload",
      "Say what it was instead of showing it.",
    );
  }

  function report(what: string, offset: number, code: string, why: string, fix: string): void {
    findings.error(file, placeIn(text, offset), code, `\`${what}\` ${why}.`, fix);
  }
}
