import '../../i18n/pane-words.ts'
import { Download, LogIn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRegistryCommands } from '../../actions/registry-actions.ts'
import { openPullDialog, openSignInDialog } from '../../actions/registry-dialog-store.ts'
import { useViewCommand } from '../../store/companion.ts'
import type { RegistryTab } from '../../store/registries-view.ts'
import { registryTabs, showRegistryTab, useRegistriesView } from '../../store/registries-view.ts'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AccountsTab } from './accounts-tab.tsx'
import { BrowseTab } from './browse-tab.tsx'
import styles from './registries-pane.module.css'
import { SettingsTab } from './settings-tab.tsx'

/** Registries: who is signed in, what is in them, and how far the engine trusts them. */
export function RegistriesPane() {
  const { t } = useTranslation()
  const { tab, registry, repository, tag } = useRegistriesView()
  const commands = useRegistryCommands()
  const shown = registry && repository && tag ? `${registry}/${repository}:${tag}` : null
  const viewCommands: Readonly<Record<RegistryTab, string | null>> = {
    accounts: commands.login({ registry: registry ?? 'docker.io', username: '' }),
    browse: shown === null ? null : commands.inspect(shown),
    settings: 'docker info',
  }
  useViewCommand(viewCommands[tab])
  return (
    <div className={styles['pane']}>
      <header className={styles['bar']}>
        <h1 className={styles['title']}>{t('shell.registries')}</h1>
        <Tabs
          label={t('shell.registries')}
          value={tab}
          onChange={showRegistryTab}
          tabs={registryTabs.map((id) => ({ id, label: t(`registries.tabs.${id}`) }))}
        />
        <span className={styles['space']} />
        <Button icon={LogIn} onClick={() => openSignInDialog()}>
          {t('registries.signIn')}
        </Button>
        <Button variant="primary" icon={Download} onClick={() => openPullDialog()}>
          {t('registries.pull')}
        </Button>
      </header>
      <div
        className={styles['content']}
        role="tabpanel"
        id={`panel-${tab}`}
        aria-labelledby={`tab-${tab}`}
        data-region="registries"
      >
        {tab === 'accounts' && <AccountsTab />}
        {tab === 'browse' && <BrowseTab />}
        {tab === 'settings' && <SettingsTab />}
      </div>
    </div>
  )
}
