import { test as base } from '../fixtures.ts'
import { DesktopApp, executableOf, type Runtime } from './desktop-app.ts'

type Fixtures = {
  readonly runtime: Runtime
  /** A freshly started app. */
  readonly desktop: DesktopApp
}

/** Stories of the shell: the same on the stand-in and on a real Electron, chosen by the project's name. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
  runtime: async ({}, provide, info) => {
    const runtime = info.project.name === 'electron' ? 'electron' : 'standin'
    const isMissing = executableOf(runtime) === null
    if (isMissing && process.env['REQUIRE_ELECTRON'] === '1')
      throw new Error('there is no Electron binary here')
    test.skip(isMissing, 'there is no Electron binary here')
    await provide(runtime)
  },
  desktop: async ({ runtime, engine }, provide, info) => {
    const desktop = await DesktopApp.launch(runtime, engine.host)
    await provide(desktop)
    await desktop.close()
    if (info.status !== info.expectedStatus) await info.attach('app.log', { body: desktop.log.join('') })
  },
})

export { docker, expect, property, removeAll, run } from '../fixtures.ts'
