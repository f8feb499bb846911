import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { type Histogram, type Span, spanOfBins } from "./bins.ts";
import { binAtX } from "./geometry.ts";

type Selection = {
  /** The bin under the cursor. */
  readonly bin: number;
  /** Where the selection began; null while nothing is selected. */
  readonly anchor: number | null;
  /** What is selected, else the bin under the cursor. */
  readonly span: Span;
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
};

/** Selecting bins by pointer or keyboard. A plain click only puts the cursor there: zooming by accident costs a query. */
export function useBinSelection(data: Histogram, widthPx: number, onZoom: (span: Span) => void, onBack: () => void): Selection {
  const [cursor, setCursor] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const isDragging = useRef(false);
  const bin = Math.min(cursor, data.binCount - 1);
  const span = spanOfBins(data, anchor ?? bin, bin);
  const zoom = () => {
    setAnchor(null);
    onZoom(span);
  };
  const binUnder = (event: PointerEvent) =>
    binAtX(data.binCount, widthPx, event.clientX - event.currentTarget.getBoundingClientRect().left);
  return {
    bin,
    anchor,
    span,
    handlers: {
      onKeyDown: (event) => {
        const step = stepOf(event.key, data.binCount);
        if (step !== null) {
          if (!event.shiftKey) setAnchor(null);
          else if (anchor === null) setAnchor(bin);
          setCursor(Math.max(0, Math.min(data.binCount - 1, bin + step)));
        } else if (event.key === "Enter") zoom();
        else if (event.key === "Escape" && anchor !== null) setAnchor(null);
        else if (event.key === "Escape") onBack();
        else return;
        event.preventDefault();
      },
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragging.current = true;
        setAnchor(binUnder(event));
        setCursor(binUnder(event));
      },
      onPointerMove: (event) => setCursor(binUnder(event)),
      onPointerUp: () => {
        if (!isDragging.current) return;
        isDragging.current = false;
        if (anchor === null || anchor === bin) setAnchor(null);
        else zoom();
      },
      onPointerCancel: () => {
        isDragging.current = false;
        setAnchor(null);
      },
    },
  };
}

function stepOf(key: string, binCount: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    PageDown: -10,
    PageUp: 10,
    Home: -binCount,
    End: binCount,
  };
  return steps[key] ?? null;
}
