/**
 * Where reading starts after a change of page: at the page's heading, as a fresh page load would start. A page may come in
 * several steps (its code, then its data), each with a heading of its own; so this holds until the person moves focus away.
 */
let isAtHeading = false;

/** Moves focus to the page's heading, and to whatever heading takes its place until the person goes elsewhere. */
export function startReading(): void {
  isAtHeading = true;
  focusQuietly(document.querySelector<HTMLElement>("main h1"));
}

/** As a ref of a page's heading: takes focus when it appears while reading is to start here. */
export function takeReadingStart(heading: HTMLElement | null): void {
  if (isAtHeading) focusQuietly(heading);
}

/** Notices when the person goes elsewhere. Returns how to stop. */
export function watchReadingStart(): () => void {
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (target instanceof Element && !target.matches("main h1")) isAtHeading = false;
  };
  document.addEventListener("focusin", onFocusIn);
  return () => document.removeEventListener("focusin", onFocusIn);
}

function focusQuietly(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true });
}
