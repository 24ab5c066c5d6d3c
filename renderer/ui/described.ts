/** Attributes that tell screen readers why a control is disabled. */
export function describedBy(reason: string | null) {
  return reason === null ? {} : { 'aria-description': reason }
}
