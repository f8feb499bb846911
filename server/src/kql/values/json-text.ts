/** Takes JSON apart without touching its number tokens, which `JSON.parse` would round. */

function endOfString(text: string, from: number): number {
  for (let index = from + 1; index < text.length; index++) {
    if (text[index] === "\\") index += 1;
    else if (text[index] === '"') return index;
  }
  return text.length - 1;
}

/** Parts of a container's inside at its top level, with the positions of colons that separate keys. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 1;
  const end = text.length - 1;
  for (let index = 1; index < end; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    else if (character === "," && depth === 0) {
      found.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = text.slice(start, end).trim();
  if (last !== "" || found.length > 0) found.push(last);
  return found;
}

/** Elements of a JSON array as JSON text; anything that is no array has none. */
export function splitArray(text: string): string[] {
  const trimmed = text.trim();
  return trimmed.startsWith("[") ? parts(trimmed) : [];
}

/** Pairs of a JSON object, values as JSON text; anything that is no object has none. */
export function splitObject(text: string): (readonly [key: string, value: string])[] {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return [];
  return parts(trimmed).map((pair) => {
    const keyEnd = endOfString(pair, 0);
    const value = pair
      .slice(keyEnd + 1)
      .trim()
      .replace(/^:\s*/, "");
    return [JSON.parse(pair.slice(0, keyEnd + 1)) as string, value] as const;
  });
}
