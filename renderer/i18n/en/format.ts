export const format = {
  /** Short forms of the units of an age. */
  seconds: '{{count}}s',
  minutes: '{{count}}m',
  hours: '{{count}}h',
  days: '{{count}}d',
  ago: '{{age}} ago',
  justNow: 'just now',
  workSeconds: '{{seconds}} s',
  workMinutes: '{{minutes}} min {{seconds}} s',
  timeLeft: 'about {{duration}} left',
} as const
