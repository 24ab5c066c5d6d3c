export interface TarEntry {
  /** A name that ends with "/" is a folder. */
  name: string
  body?: Buffer | string
  mode?: number
  /** Makes a symbolic link. */
  linkTo?: string
}

export function tar(entries: TarEntry[]): Buffer
