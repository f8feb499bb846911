/** As a ref: takes focus when the element appears. For what replaces the thing that a person has just acted on. */
export function focusOn(element: HTMLElement | null): void {
  element?.focus();
}
