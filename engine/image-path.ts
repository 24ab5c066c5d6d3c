/** Slashes of a reference stay slashes: they are part of the path. */
export function imagePath(name: string): string {
  return `/images/${name.split('/').map(encodeURIComponent).join('/')}`
}
