import i18next from 'i18next'
import type { Container } from '../../../shared/container.ts'
import type { AppContext } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { notify } from '../../store/notices.ts'
import { saveThrough } from '../../transfer.ts'

/** Saves a container's file system into a file; the task tells how it goes. */
export async function exportContainer(app: AppContext, { id, name }: Container): Promise<void> {
  try {
    await saveThrough((sink) => app.client().call('container.export', { id, sink }), `${name}.tar`)
  } catch (error) {
    notify({ tone: 'failed', ...describeError(error, i18next.t) })
  }
}
