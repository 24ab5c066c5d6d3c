import { transferPath } from '../../../shared/transfer-path.ts'

/**
 * Puts a download into a drag: who drops it on a folder of the desktop has the browser fetch it, in browsers that know
 * how. A drag takes its data at once, so the address is chosen here; answers with its token, to be offered to the host.
 */
export function offerThrough(data: DataTransfer, fileName: string): string {
  const token = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  const url = new URL(`${transferPath}${token}`, location.href)
  data.effectAllowed = 'copy'
  data.setData('DownloadURL', `application/octet-stream:${fileName}:${url.href}`)
  return token
}
