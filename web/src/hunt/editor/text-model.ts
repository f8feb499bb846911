/**
 * The text of a tab, owned outside React: the editor writes each keystroke and hears of changes made elsewhere (a pivot, a restored
 * query, a renamed tab) at once. Going through React state instead would put an old text back while somebody types fast.
 */
export type TextModel = {
  readonly id: string;
  read(): string;
  write(text: string): void;
  subscribe(listener: () => void): () => void;
};

/** What the page may ask of the editor. */
export type KqlEditorHandle = {
  focus(): void;
  /** Replaces the selection. */
  insert(text: string): void;
  select(start: number, end: number): void;
  /** Offset of the cursor in the tab's text. */
  cursor(): number;
  format(): void;
  /** Takes the fix nearest to the cursor, if one is known. */
  fix(): void;
};
