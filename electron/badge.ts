/** As much of Electron as shows a number on the app's icon. */
export type BadgeParts<TImage> = {
  readonly platform: string
  readonly setBadgeCount: (count: number) => unknown
  /** Windows has no number there, but a small picture with a description. */
  readonly setOverlay: (image: TImage | null, description: string) => void
  readonly image: () => TImage
}

/** Shows how many containers fail; nothing at zero. */
export function showBadge<TImage>(parts: BadgeParts<TImage>, count: number, description: string): void {
  if (parts.platform !== 'win32') parts.setBadgeCount(count)
  else if (count === 0) parts.setOverlay(null, '')
  else parts.setOverlay(parts.image(), description)
}
