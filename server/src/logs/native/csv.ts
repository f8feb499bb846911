/** RFC 4180: quoted only when it must be, inner quotes doubled. Tracking, ECP and SMTP logs write cells like this. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
