import '../../i18n/pane-words.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayNotify } from '../../alerts/system-notification.ts'
import { desktop } from '../../desktop.ts'
import { setPresence, usePresenceSettings } from '../../store/presence-settings.ts'
import { Switch } from '../../ui/switch.tsx'
import styles from './notification-settings.module.css'
import { SettingRow } from './setting-row.tsx'

/** What Bayplan shows outside its window. */
export function NotificationSettings() {
  const { t } = useTranslation()
  return (
    <>
      <SettingRow label={t('presence.notifications')} note={t('presence.notifiesNote')}>
        <NotificationSwitches />
      </SettingRow>
      <SettingRow label={t('presence.outside')}>
        {desktop ? <DesktopSwitches isMac={desktop.platform === 'darwin'} /> : <TitleSwitch />}
      </SettingRow>
    </>
  )
}

function NotificationSwitches() {
  const { t } = useTranslation()
  const { notifies, tellsFailures, tellsHealth, tellsWork } = usePresenceSettings()
  const [isBlocked, setIsBlocked] = useState(false)
  if (!desktop && !('Notification' in window))
    return <p className={styles['note']}>{t('presence.unsupported')}</p>
  // Leave that was taken back in the browser switches it off here, too.
  const isOn = notifies && mayNotify()
  const set = async (wanted: boolean) => {
    // The only place that asks: a page that asks by itself is refused for good.
    const isAllowed =
      !wanted || mayNotify() || (await Notification.requestPermission().catch(() => 'denied')) === 'granted'
    setIsBlocked(!isAllowed)
    setPresence({ notifies: wanted && isAllowed })
  }
  return (
    <div className={styles['switches']}>
      <Switch label={t('presence.notifies')} checked={isOn} onChange={(wanted) => void set(wanted)} />
      {isBlocked && (
        <p className={styles['note']} role="alert">
          {t('presence.blocked')}
        </p>
      )}
      {isOn && (
        <div className={styles['kinds']}>
          <Switch
            label={t('presence.tellsFailures')}
            checked={tellsFailures}
            onChange={(wanted) => setPresence({ tellsFailures: wanted })}
          />
          <Switch
            label={t('presence.tellsHealth')}
            checked={tellsHealth}
            onChange={(wanted) => setPresence({ tellsHealth: wanted })}
          />
          <Switch
            label={t('presence.tellsWork')}
            checked={tellsWork}
            onChange={(wanted) => setPresence({ tellsWork: wanted })}
          />
        </div>
      )}
    </div>
  )
}

function TitleSwitch() {
  const { t } = useTranslation()
  const hasBadge = usePresenceSettings((settings) => settings.hasBadge)
  return (
    <Switch
      label={t('presence.hasBadgeTitle')}
      checked={hasBadge}
      onChange={(wanted) => setPresence({ hasBadge: wanted })}
    />
  )
}

function DesktopSwitches({ isMac }: { readonly isMac: boolean }) {
  const { t } = useTranslation()
  const { hasTray, staysInTray, hasBadge, opensLinks } = usePresenceSettings()
  return (
    <div className={styles['switches']}>
      <Switch
        label={t(isMac ? 'presence.hasTrayMac' : 'presence.hasTray')}
        checked={hasTray}
        onChange={(wanted) => setPresence({ hasTray: wanted })}
      />
      <p className={styles['note']}>{t('presence.trayNote')}</p>
      {hasTray && !isMac && (
        <div className={styles['kinds']}>
          <Switch
            label={t('presence.staysInTray')}
            checked={staysInTray}
            onChange={(wanted) => setPresence({ staysInTray: wanted })}
          />
        </div>
      )}
      <Switch
        label={t('presence.hasBadge')}
        checked={hasBadge}
        onChange={(wanted) => setPresence({ hasBadge: wanted })}
      />
      <Switch
        label={t('presence.opensLinks')}
        checked={opensLinks}
        onChange={(wanted) => setPresence({ opensLinks: wanted })}
      />
      <p className={styles['note']}>{t('presence.opensLinksNote')}</p>
      <LoginSwitch />
    </div>
  )
}

/** The system keeps this setting, and its own settings can change it. */
function LoginSwitch() {
  const { t } = useTranslation()
  const [startsAtLogin, setStartsAtLogin] = useState<boolean | null>(null)
  useEffect(() => void desktop?.startsAtLogin().then(setStartsAtLogin), [])
  if (startsAtLogin === null) return null
  return (
    <Switch
      label={t('presence.startsAtLogin')}
      checked={startsAtLogin}
      onChange={(wanted) => void desktop?.setStartsAtLogin(wanted).then(setStartsAtLogin)}
    />
  )
}
