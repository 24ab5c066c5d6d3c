export const common = {
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  more: 'More actions',
  back: 'Back',
  none: 'None',
} as const
