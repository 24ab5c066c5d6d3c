import '../i18n/pane-words.ts'
import { useExplain } from '../actions/explain-store.ts'
import { useTools } from '../actions/tools-store.ts'
import { ExplainCard } from './explain/explain-card.tsx'
import type { WindowActions } from './keyboard.ts'
import { Palette } from './palette/palette.tsx'

/** Whichever of the tools are open. */
export function Tools(actions: WindowActions) {
  const tool = useTools((state) => state.tool)
  const command = useExplain((state) => state.command)
  return (
    <>
      {command !== null && <ExplainCard key={command} command={command} />}
      {tool?.kind === 'palette' && <Palette initialText={tool.text} actions={actions} />}
    </>
  )
}
