/** How far the lines reach that a log view holds. */
export const logReach = {
  held: 'Text kept of each open log',
  heldNote:
    '{{size}} unless chosen otherwise. When there is more, the oldest lines go; scrolling up reads them from the engine again.',
  heldUpTo: 'Keep up to {{size}}',
  jump: 'Go to a time…',
  jumpTitle: 'Go to a time',
  time: 'Time',
  timeHint: 'In local time, for example 14:03, 2026-11-20 14:03:12 or -15m',
  timeHintUtc: 'In UTC, for example 14:03, 2026-11-20 14:03:12 or -15m',
  noTime: 'No past time is written like this. Write 14:03, 2026-11-20 14:03:12 or -15m.',
  go: 'Go',
  since: 'Since {{time}}',
  readingOlder: 'Reading older lines',
  olderFailed: 'Older lines could not be read. Scroll up to try again.',
  beginning: 'Beginning of the log',
  heldBack: 'Newer lines not read',
  heldBackHint: 'Scroll down to read on, or go back to the newest line.',
} as const
