/** Records of a file with separated values: RFC 4180 quoting, any line ending, blank lines left out. */
export function parseDelimited(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let isQuoted = false;
  const endRecord = (): void => {
    if (record.length > 0 || field !== "") records.push([...record, field]);
    record = [];
    field = "";
  };
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[index + 1] === '"') field += text.charAt(index++);
      else isQuoted = false;
    } else if (character === '"' && field === "") isQuoted = true;
    else if (character === separator) {
      record.push(field);
      field = "";
    } else if (character === "\n" || character === "\r") endRecord();
    else field += character;
  }
  endRecord();
  return records;
}
