import { ChevronLeft, ChevronRight, PanelLeft, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import iconUrl from '../../assets/icon.svg'
import { openPalette } from '../actions/tools-store.ts'
import { desktop } from '../desktop.ts'
import { useHistoryEnds } from '../hooks/use-history-ends.ts'
import { setView, useView } from '../store/view.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { isApple } from '../ui/shortcut.ts'
import { TaskPill } from './task-pill.tsx'
import styles from './title-bar.module.css'

type TitleBarProps = {
  /** True where the window is too narrow for anything but the rail. */
  readonly isRailOnly: boolean
}

/** Who draws the window's own controls: the system, over or above this bar, or nobody in a browser. */
const frame = desktop?.titleBar ?? 'web'

/** The frame's top: all of it drags the window, its buttons do not. */
export function TitleBar({ isRailOnly }: TitleBarProps) {
  return (
    <header className={styles['bar']} data-frame={frame}>
      {frame !== 'inset' && (
        <span className={styles['brand']}>
          <img src={iconUrl} width={18} height={18} alt="" draggable={false} />
          <span className={styles['name']}>Bayplan</span>
        </span>
      )}
      <div className={styles['controls']}>
        <SidebarButton isRailOnly={isRailOnly} />
        <HistoryButtons />
      </div>
      <CommandField />
      <TaskPill />
    </header>
  )
}

function CommandField() {
  const { t } = useTranslation()
  return (
    <button type="button" className={styles['command']} onClick={() => openPalette()}>
      <Search aria-hidden size={14} />
      <span className={styles['caption']}>{t('shell.palette')}</span>
      <Kbd keys="Mod+K" />
    </button>
  )
}

function SidebarButton({ isRailOnly }: TitleBarProps) {
  const { t } = useTranslation()
  const isSidebarOpen = useView((view) => view.isSidebarOpen)
  const isShown = isSidebarOpen && !isRailOnly
  return (
    <IconButton
      label={t(isShown ? 'shell.hideSidebar' : 'shell.showSidebar')}
      icon={PanelLeft}
      shortcut="Mod+B"
      disabledReason={isRailOnly ? t('shell.tooNarrow') : null}
      onClick={() => setView({ isSidebarOpen: !isSidebarOpen })}
    />
  )
}

function HistoryButtons() {
  const { t } = useTranslation()
  const { canGoBack, canGoForward } = useHistoryEnds()
  return (
    <>
      <IconButton
        label={t('shell.back')}
        icon={ChevronLeft}
        shortcut={isApple ? 'Mod+[' : 'Alt+Left'}
        disabledReason={canGoBack ? null : t('shell.nothingBefore')}
        onClick={() => history.back()}
      />
      <IconButton
        label={t('shell.forward')}
        icon={ChevronRight}
        shortcut={isApple ? 'Mod+]' : 'Alt+Right'}
        disabledReason={canGoForward ? null : t('shell.nothingAfter')}
        onClick={() => history.forward()}
      />
    </>
  )
}
