import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has: beyond them the target is not reachable. */
const STOPS_MAX = 120;

/** A person without a mouse. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** One shortcut, or several keys one after the other: `press("g", "h")`. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Replaces what the focused field holds. */
  async retype(text: string): Promise<void> {
    await this.press("ControlOrMeta+a");
    await this.type(text);
  }

  /** Tabs on until the target has focus, and sees to it that one can see where one is. */
  async tabTo(target: Locator): Promise<void> {
    await this.#walkTo(target, "Tab");
  }

  async tabBackTo(target: Locator): Promise<void> {
    await this.#walkTo(target, "Shift+Tab");
  }

  async #walkTo(target: Locator, key: string): Promise<void> {
    await target.waitFor({ state: "attached" });
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      if (await isFocused(target)) {
        await expectVisibleFocus(target);
        return;
      }
      await this.#page.keyboard.press(key);
    }
    await expect(target, "reachable with the Tab key").toBeFocused({ timeout: 1 });
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** An outline, a ring or a border, on the element or on what stands for it on the screen: the mark beside a radio, a field's frame. */
async function expectVisibleFocus(target: Locator): Promise<void> {
  const isShown = await target.evaluate((element) => {
    const shown: Element[] = [element, element.nextElementSibling ?? element];
    for (let frame = element.parentElement; frame !== null && shown.length < 6; frame = frame.parentElement) shown.push(frame);
    return (
      element.matches(":focus-visible") &&
      shown.some((one) => {
        const { outlineStyle, outlineWidth, boxShadow, borderTopWidth } = getComputedStyle(one);
        return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || borderTopWidth !== "0px";
      })
    );
  });
  expect(isShown, "focus can be seen").toBe(true);
}
