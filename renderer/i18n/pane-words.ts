import { enPanes } from './en-panes.ts'
import { addEnglish } from './i18n.ts'

// Imported by every pane and dialog that is loaded when it is opened: its words come along, and not before.
addEnglish(enPanes)
