import type { Handlers } from '../../shared/contract.ts'
import type { fileCalls, fileStreams } from '../../shared/files-contract.ts'
import type { FileParts } from './file-parts.ts'

type FileHandlers = {
  readonly calls: Pick<Handlers['calls'], keyof typeof fileCalls>
  readonly streams: Pick<Handlers['streams'], keyof typeof fileStreams>
}

/** Binds the rows about files of volumes and containers, and work on whole volumes, to the parts that do them. */
export function fileHandlers({ files, transfers, volumeWork, changes }: FileParts): FileHandlers {
  return {
    calls: {
      'files.stat': files.stat,
      'files.read': files.read,
      'files.write': files.write,
      'files.makeDirectory': files.makeDirectory,
      'files.rename': files.rename,
      'files.remove': files.remove,
      'files.setMode': files.setMode,
      'files.measure': files.measure,
      'files.upload': transfers.upload,
      'files.uploadFolder': transfers.uploadFolder,
      'files.download': transfers.download,
      'files.offer': transfers.offer,
      'files.changes': changes,
      'volume.export': volumeWork.export,
      'volume.import': volumeWork.import,
      'volume.clone': volumeWork.clone,
      'volume.empty': volumeWork.empty,
    },
    streams: {
      'files.session': (params, signal) => files.session(params, signal),
      'files.list': (params, signal) => files.list(params, signal),
    },
  }
}
