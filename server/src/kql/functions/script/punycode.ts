import punycode from "punycode/punycode.js";
import { asText, script, type Scripted } from "./script.ts";

const S = "string" as const;
const { decode, encode } = punycode;

/** "" where the text is not what it should be. */
const orEmpty =
  (convert: (text: string) => string) =>
  (text: string): string => {
    try {
      return convert(text);
    } catch {
      return "";
    }
  };

const isAscii = (text: string): boolean => !/[^\0-\x7F]/.test(text);
const labels = (domain: string, convert: (label: string) => string): string =>
  domain
    .split(/[.\u3002\uFF0E\uFF61]/)
    .map(convert)
    .join(".");

/** Labels keep their letters' case, unlike in a name that is looked up. */
const domainToUnicode = (domain: string): string => labels(domain, (label) => (/^xn--/i.test(label) ? decode(label.slice(4)) : label));
const domainToAscii = (domain: string): string => labels(domain, (label) => (isAscii(label) ? label : `xn--${encode(label)}`));

export const PUNYCODE_SCRIPTS: readonly Scripted[] = [
  script("punycode_from_string", [S], S, (text) => orEmpty(encode)(asText(text))),
  script("punycode_to_string", [S], S, (text) => orEmpty(decode)(asText(text))),
  script("punycode_domain_from_string", [S], S, (text) => orEmpty(domainToUnicode)(asText(text))),
  script("punycode_domain_to_string", [S], S, (text) => orEmpty(domainToAscii)(asText(text))),
];
