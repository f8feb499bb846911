import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import styles from "./SplitPane.module.css";

interface Props {
  /** Which pane has the remembered size; the other takes the rest. */
  readonly sized: "first" | "second";
  readonly direction?: "row" | "column";
  /** Name under which this device remembers the size. */
  readonly storageKey: string;
  readonly defaultPx: number;
  readonly minPx: number;
  readonly maxPx: number;
  /** What the splitter separates, for screen readers: "Alert list width". */
  readonly label: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Hides the sized pane and the splitter; the other pane keeps its state, its scrolling and its focus. */
  readonly isCollapsed?: boolean;
}

const STEP_PX = 16;

function readStored(storageKey: string, fallbackPx: number): number {
  try {
    const stored = Number(localStorage.getItem(`mailroom-split-${storageKey}`));
    return Number.isFinite(stored) && stored > 0 ? stored : fallbackPx;
  } catch {
    return fallbackPx;
  }
}

function store(storageKey: string, sizePx: number): void {
  try {
    localStorage.setItem(`mailroom-split-${storageKey}`, String(Math.round(sizePx)));
  } catch {
    // Storage may be forbidden; the size then lasts as long as the page.
  }
}

/** Two panes with a splitter that moves by pointer, arrows, Home and End, and goes back to its default on double click. */
export function SplitPane({
  sized,
  direction = "row",
  storageKey,
  defaultPx,
  minPx,
  maxPx,
  label,
  first,
  second,
  isCollapsed = false,
}: Props) {
  const [sizePx, setSizePx] = useState(() => readStored(storageKey, defaultPx));
  const drag = useRef<{ readonly start: number; readonly sizePx: number } | null>(null);
  const sign = sized === "first" ? 1 : -1;

  const resize = (wantedPx: number): void => {
    const clampedPx = Math.max(minPx, Math.min(maxPx, wantedPx));
    setSizePx(clampedPx);
    store(storageKey, clampedPx);
  };
  const along = (event: PointerEvent): number => (direction === "row" ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent): void => {
    const forward = direction === "row" ? "ArrowRight" : "ArrowDown";
    const backward = direction === "row" ? "ArrowLeft" : "ArrowUp";
    const targets: Readonly<Record<string, number>> = {
      [forward]: sizePx + sign * STEP_PX,
      [backward]: sizePx - sign * STEP_PX,
      Home: minPx,
      End: maxPx,
    };
    const wantedPx = targets[event.key];
    if (wantedPx === undefined) return;
    event.preventDefault();
    resize(wantedPx);
  };

  const style = direction === "row" ? { width: sizePx } : { height: sizePx };
  const pane = (which: "first" | "second", content: ReactNode): ReactNode =>
    sized === which && isCollapsed ? null : (
      <div className={sized === which ? styles["sized"] : styles["rest"]} style={sized === which ? style : undefined}>
        {content}
      </div>
    );
  return (
    <div className={styles["root"]} data-direction={direction}>
      {pane("first", first)}
      {!isCollapsed && (
        <div
          role="separator"
          // A separator that can be moved is a widget and takes focus (ARIA 1.2, "separator").
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={label}
          aria-orientation={direction === "row" ? "vertical" : "horizontal"}
          aria-valuenow={Math.round(sizePx)}
          aria-valuemin={minPx}
          aria-valuemax={maxPx}
          className={styles["splitter"]}
          onKeyDown={onKeyDown}
          onDoubleClick={() => resize(defaultPx)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { start: along(event), sizePx };
          }}
          onPointerMove={(event) => {
            if (drag.current !== null) resize(drag.current.sizePx + sign * (along(event) - drag.current.start));
          }}
          onPointerUp={() => {
            drag.current = null;
          }}
        />
      )}
      {pane("second", second)}
    </div>
  );
}
