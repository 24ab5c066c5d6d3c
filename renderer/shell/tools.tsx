import '../i18n/pane-words.ts'
import { useExplain } from '../actions/explain-store.ts'
import { closeTool, useTools } from '../actions/tools-store.ts'
import { ExplainCard } from './explain/explain-card.tsx'
import type { WindowActions } from './keyboard.ts'

/** Whichever of the tools are open. */
export function Tools(actions: WindowActions) {
  const tool = useTools((state) => state.tool)
  const command = useExplain((state) => state.command)
  void tool
  void actions
  void closeTool
  return <>{command !== null && <ExplainCard key={command} command={command} />}</>
}
