import '../i18n/pane-words.ts'
import { useExplain } from '../actions/explain-store.ts'
import { useTools } from '../actions/tools-store.ts'
import { keepLog } from '../store/command-log.ts'
import { CopyAsDialog } from './copy-as/copy-as-dialog.tsx'
import { ExplainCard } from './explain/explain-card.tsx'
import type { WindowActions } from './keyboard.ts'
import { LogDialog } from './log/log-dialog.tsx'
import { Palette } from './palette/palette.tsx'

// From now on: what was done before waits to be taken over.
keepLog()

/** Whichever of the tools are open. */
export function Tools(actions: WindowActions) {
  const tool = useTools((state) => state.tool)
  const command = useExplain((state) => state.command)
  return (
    <>
      {command !== null && <ExplainCard key={command} command={command} />}
      {tool?.kind === 'copyAs' && <CopyAsDialog key={tool.id} id={tool.id} />}
      {tool?.kind === 'log' && <LogDialog />}
      {tool?.kind === 'palette' && <Palette key={tool.text} initialText={tool.text} actions={actions} />}
    </>
  )
}
