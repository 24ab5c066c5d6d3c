import { setFlagsFromString } from 'node:v8'

/** The heap may grow to four times what is in use before all of it is looked through. */
const roomyPercent = 300
const usualPercent = 0

let holders = 0

/**
 * Gives the heap room until what is returned is called. Node's HTTP server makes a new buffer for each 64 KiB of a
 * body; they count as growth of a small heap, which is then looked through every 16 MB: half of what an upload costs.
 */
export function holdHeapRoom(): () => void {
  holders += 1
  if (holders === 1) setPercent(roomyPercent)
  let isHeld = true
  return () => {
    if (!isHeld) return
    isHeld = false
    holders -= 1
    if (holders === 0) setPercent(usualPercent)
  }
}

function setPercent(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`)
}
