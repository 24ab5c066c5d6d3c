import type { ErrorCode } from '../../shared/errors.ts'
import { EngineError } from '../../shared/errors.ts'
import { decodeName, lastName } from '../../shared/file-name.ts'
import { FieldReader } from './helper-protocol.ts'

/** Linux error numbers, which are the same on both processors. */
const errnos: Readonly<Record<number, readonly [name: string, code: ErrorCode]>> = {
  1: ['EPERM', 'permission-denied'],
  2: ['ENOENT', 'not-found'],
  5: ['EIO', 'engine-failed'],
  13: ['EACCES', 'permission-denied'],
  16: ['EBUSY', 'conflict'],
  17: ['EEXIST', 'conflict'],
  18: ['EXDEV', 'unsupported'],
  20: ['ENOTDIR', 'bad-request'],
  21: ['EISDIR', 'bad-request'],
  22: ['EINVAL', 'bad-request'],
  26: ['ETXTBSY', 'conflict'],
  27: ['EFBIG', 'out-of-space'],
  28: ['ENOSPC', 'out-of-space'],
  30: ['EROFS', 'permission-denied'],
  36: ['ENAMETOOLONG', 'bad-request'],
  39: ['ENOTEMPTY', 'conflict'],
  40: ['ELOOP', 'bad-request'],
  95: ['EOPNOTSUPP', 'unsupported'],
  116: ['ESTALE', 'conflict'],
  122: ['EDQUOT', 'out-of-space'],
  125: ['ECANCELED', 'cancelled'],
}

/** What the program answered instead of doing its work, about the path it stumbled over. */
export function helperFailure(payload: Buffer): EngineError {
  const fields = new FieldReader(payload)
  const errno = fields.number()
  const path = decodeName(fields.text())
  const [name, code] = errnos[errno] ?? [`error ${errno}`, 'engine-failed']
  return new EngineError(code, `${name}: ${path}`, {
    subject: { kind: 'file', id: path, name: lastName(path) || path },
  })
}
