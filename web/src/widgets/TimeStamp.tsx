import { Tooltip } from "@mantine/core";
import { clockText, dayText, fullTimeText, secondsText } from "../base/time-text.ts";

interface Props {
  readonly instant: string;
  /** Shows the day before the time, for lists that span days. */
  readonly withDay?: boolean;
  /** To the second, for what people do; log rows keep their milliseconds. */
  readonly isToTheSecond?: boolean;
  /** Lets the keyboard reach the full date; off inside rows that are controls themselves. */
  readonly isFocusable?: boolean;
}

/** A UTC time as `HH:MM:SS.mmmZ` or shorter, with the full date on hover and focus and for screen readers. */
export function TimeStamp({ instant, withDay = false, isToTheSecond = false, isFocusable = false }: Props) {
  const full = fullTimeText(instant);
  const focus = isFocusable ? { tabIndex: 0 } : {};
  return (
    <Tooltip label={full}>
      <time dateTime={instant} className="mono" {...focus}>
        {withDay && <span className="muted">{dayText(instant)} </span>}
        {isToTheSecond ? secondsText(Date.parse(instant)) : clockText(instant)}
      </time>
    </Tooltip>
  );
}
