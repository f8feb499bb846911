import { scanKql } from "../kql/tokens.ts";
import type { CallSignature, SignatureHelp, SignatureParameter } from "./protocol.ts";
import { kusto, listOf, type VendorNode, type VendorParameter, type VendorSignature } from "./vendor.ts";

/** Where a call stands: its opening bracket, and how many arguments lie before the cursor. */
export type CallPlace = { readonly open: number; readonly argument: number };

/** The innermost call that the cursor is inside of; null outside of brackets and where no name stands before them. */
export function callAround(text: string, offset: number): CallPlace | null {
  const stack: { readonly open: number; readonly isCall: boolean; argument: number }[] = [];
  let isAfterName = false;
  for (const token of scanKql(text)) {
    if (token.start >= offset) break;
    // Inside a text or a comment that is not over yet, a bracket means nothing, but the call around it goes on.
    if (token.kind === "open") stack.push({ open: token.start, isCall: isAfterName && text.charAt(token.start) === "(", argument: 0 });
    if (token.kind === "close") stack.pop();
    const around = stack.at(-1);
    if (around !== undefined && text.slice(token.start, token.end) === ",") around.argument += 1;
    isAfterName = token.kind === "name";
  }
  const call = stack.at(-1);
  return call?.isCall === true ? { open: call.open, argument: call.argument } : null;
}

/** What the function of that bracket takes; null when it is no function that the parser knows. */
export function signatureAt(bracket: VendorNode | null, { open, argument }: CallPlace): SignatureHelp | null {
  const call = bracket?.Parent?.Parent ?? null;
  const symbol = call?.ReferencedSymbol ?? null;
  if (call?.ArgumentList === undefined || symbol === null) return null;
  const chosen = call.ReferencedSignature ?? null;
  const all = listOf(symbol.Signatures);
  // Once the arguments are complete the parser has settled on one.
  const known = new Map<string, CallSignature>();
  for (const vendor of chosen === null ? all : [chosen, ...all]) {
    const signature = toSignature(vendor, argument);
    const key = JSON.stringify(signature.parameters);
    if (!known.has(key)) known.set(key, signature);
  }
  const signatures = [...known.values()].toSorted((a, b) => Number(a.current === null) - Number(b.current === null));
  return { open, name: symbol.Name, doc: symbol.Description ?? "", signatures };
}

function toSignature(vendor: VendorSignature, argument: number): CallSignature {
  const parameters = listOf(vendor.Parameters).map(toParameter);
  return { parameters, current: parameterOf(parameters, argument) };
}

/** Repeatable parameters (`case(predicate, then, …, else)`) take turns once their first round is full. */
function parameterOf(parameters: readonly SignatureParameter[], argument: number): number | null {
  const first = parameters.findIndex(({ isRepeatable }) => isRepeatable);
  const last = parameters.findLastIndex(({ isRepeatable }) => isRepeatable);
  if (first === -1 || argument <= last) return argument < parameters.length ? argument : null;
  return first + ((argument - first) % (last - first + 1));
}

function toParameter(vendor: VendorParameter): SignatureParameter {
  const words = listOf(vendor.Values).map(String);
  return {
    name: vendor.Name,
    type: words.length > 0 ? words.join(" | ") : typeOf(vendor),
    isOptional: vendor.IsOptional,
    isRepeatable: vendor.IsRepeatable,
  };
}

const kind = kusto.Symbols.ParameterTypeKind;
const TYPE_WORDS = new Map<number | undefined, string>([
  [kind["Tabular"], "table"],
  [kind["Integer"], "integer"],
  [kind["RealOrDecimal"], "real"],
  [kind["StringOrDynamic"], "string or dynamic"],
  [kind["StringOrArray"], "string or array"],
  [kind["IntegerOrArray"], "integer or array"],
  [kind["DynamicArray"], "array"],
  [kind["DynamicBag"], "property bag"],
  [kind["Number"], "number"],
  [kind["NumberOrBool"], "number or bool"],
  [kind["Summable"], "number, datetime or timespan"],
  [kind["CommonNumber"], "number"],
  [kind["CommonSummable"], "number, datetime or timespan"],
]);

function typeOf(vendor: VendorParameter): string {
  const declared = vendor.TypeKind === kind["Declared"] ? listOf(vendor.DeclaredTypes).map(({ Name }) => Name) : [];
  return declared.length > 0 ? declared.join(" or ") : (TYPE_WORDS.get(vendor.TypeKind) ?? "");
}
