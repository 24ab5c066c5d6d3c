import {
  ArchiveRestore,
  Bell,
  Info,
  Keyboard,
  type LucideIcon,
  Palette,
  Plug,
  ScrollText,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useViewCommand } from '../../store/companion.ts'
import { AboutSettings } from './about-settings.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { BinSettings } from './bin-settings.tsx'
import { ConnectionSettings } from './connection-settings.tsx'
import { KeyboardSettings } from './keyboard-settings.tsx'
import { LogSettings } from './log-settings.tsx'
import { NotificationSettings } from './notification-settings.tsx'
import styles from './settings-page.module.css'

const sections = ['appearance', 'notifications', 'logs', 'bin', 'connections', 'keyboard', 'about'] as const
type SectionId = (typeof sections)[number]

const icons: Readonly<Record<SectionId, LucideIcon>> = {
  appearance: Palette,
  notifications: Bell,
  logs: ScrollText,
  bin: ArchiveRestore,
  connections: Plug,
  keyboard: Keyboard,
  about: Info,
}
const commands: Readonly<Record<SectionId, string | null>> = {
  appearance: null,
  notifications: null,
  logs: null,
  bin: null,
  connections: 'docker context ls',
  keyboard: null,
  about: 'docker version',
}

export function SettingsPage() {
  const { t } = useTranslation()
  const [current, setCurrent] = useState<SectionId>('appearance')
  useViewCommand(commands[current])
  const contents: Readonly<Record<SectionId, ReactNode>> = {
    appearance: <AppearanceSettings />,
    notifications: <NotificationSettings />,
    logs: <LogSettings />,
    bin: <BinSettings />,
    connections: <ConnectionSettings />,
    keyboard: <KeyboardSettings />,
    about: <AboutSettings />,
  }
  return (
    <div className={styles['page']}>
      <nav className={styles['nav']} aria-label={t('settings.title')} data-region="settings-sections">
        <h1 className={styles['title']}>{t('settings.title')}</h1>
        <ul className={styles['list']}>
          {sections.map((id) => {
            const Icon = icons[id]
            return (
              <li key={id}>
                <button
                  type="button"
                  className={styles['item']}
                  aria-current={id === current ? 'true' : undefined}
                  onClick={() => setCurrent(id)}
                >
                  <Icon aria-hidden />
                  {t(`settings.sections.${id}`)}
                </button>
              </li>
            )
          })}
        </ul>
      </nav>
      <div className={styles['content']} data-region="settings">
        <h2 className={styles['title']}>{t(`settings.sections.${current}`)}</h2>
        {contents[current]}
      </div>
    </div>
  )
}
