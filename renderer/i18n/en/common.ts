export const common = {
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  copy: 'Copy',
  copied: 'Copied',
  copyDetails: 'Copy details',
  copyNamed: 'Copy {{name}}',
  showValue: 'Show {{name}}',
  hideValue: 'Hide {{name}}',
  details: 'Details',
  retry: 'Try again',
  back: 'Back',
} as const
