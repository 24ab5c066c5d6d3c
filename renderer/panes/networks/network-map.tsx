import { Lightbulb } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/network.ts'
import { deriveState } from '../../container-state.ts'
import { openExternal } from '../../open-external.ts'
import { engineHostname, portLink } from '../../port-link.ts'
import { formatRoute } from '../../router.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { moveFocus } from '../../ui/roving.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { geometry, type Line, layOutMap, type MapLayout, type Station } from './map-layout.ts'
import { MapTracks } from './map-tracks.tsx'
import styles from './network-map.module.css'
import type { LineColour, Member } from './network-model.ts'

type NetworkMapProps = {
  readonly networks: readonly Network[]
  readonly members: ReadonlyMap<string, readonly Member[]>
  readonly colours: ReadonlyMap<string, LineColour>
}

/**
 * Networks as the lines of a transit plan, running containers as its stations. Names stand over the drawing as
 * text, so that any name is only text. Tab walks the lines, arrows walk a line's stations.
 */
export function NetworkMap({ networks, members, colours }: NetworkMapProps) {
  const { t } = useTranslation()
  const layout = useMemo(() => layOutMap(networks, members), [networks, members])
  const [lit, setLit] = useState<string | null>(null)
  const { lines, stations, moreLines } = layout
  const names = lines.map(({ network }) => network.name).join(', ')
  const summary = t('networks.map.summary', { networks: names, count: stations.length })
  return (
    <figure className={styles['card']} aria-label={t('networks.map.label')}>
      {/* A wide plan scrolls; its links are reached by keyboard and bring it along. */}
      <div className={styles['scroll']}>
        <div
          className={styles['plan']}
          style={{ '--w': `${layout.width}px`, '--h': `${layout.height}px` } as React.CSSProperties}
        >
          <MapTracks layout={layout} colours={colours} lit={lit} label={summary} />
          <Computer layout={layout} lit={lit} />
          {lines.map((line, index) => (
            <LineLabels
              key={line.network.id}
              line={line}
              index={index}
              layout={layout}
              lit={lit}
              onLight={setLit}
            />
          ))}
        </div>
      </div>
      <figcaption className={styles['caption']}>
        {moreLines > 0 && <span>{t('networks.map.moreNetworks', { count: moreLines })}</span>}
        <Caption layout={layout} members={members} />
      </figcaption>
    </figure>
  )
}

type CaptionProps = { readonly layout: MapLayout; readonly members: ReadonlyMap<string, readonly Member[]> }

function Caption({ layout, members }: CaptionProps) {
  const { t } = useTranslation()
  const first = layout.lines[0]
  if (!first || first.running === 0) return null
  const named = (members.get(first.network.id) ?? []).find(
    ({ endpoint, container }) => endpoint.names.length > 0 && container.ports.length > 0,
  )
  const isNameless = first.network.isBuiltIn
  const port = named?.container.ports[0]?.containerPort
  const example = named ? `${shortest(named.endpoint.names)}:${port}` : 'db:5432'
  return (
    <span className={styles['tip']}>
      <Lightbulb aria-hidden />
      {isNameless ? t('networks.map.bridgeCaption') : t('networks.map.caption', { example })}
    </span>
  )
}

function shortest(names: readonly string[]): string {
  return names.reduce((best, name) => (name.length < best.length ? name : best))
}

const at = (x: number, y: number): React.CSSProperties =>
  ({ '--x': `${x}px`, '--y': `${y}px` }) as React.CSSProperties

function Computer({ layout, lit }: { readonly layout: MapLayout; readonly lit: string | null }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  if (!layout.hasPorts) return null
  const isHere = engineHostname(endpoint) === 'localhost'
  return (
    // Arrows move among its links, as an addition to Tab.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveFocus(event, 'a')}>
      <div className={styles['lineLabel']} style={at(0, geometry.computerY)}>
        <strong>{t(isHere ? 'networks.map.computer' : 'networks.map.engine')}</strong>
        <span>{t('networks.map.published')}</span>
      </div>
      {layout.stations
        .filter(({ ports }) => ports.length > 0)
        .map((station) => (
          <span
            key={station.container.id}
            className={classNames(styles['ports'], isDim(station, lit) && styles['dim'])}
            style={at(station.x, geometry.computerY)}
          >
            {station.ports.map((port) => (
              <Port key={`${port.hostPort}/${port.protocol}`} port={port} station={station} />
            ))}
            {station.morePorts > 0 && <span className={styles['port']}>+{station.morePorts}</span>}
          </span>
        ))}
    </div>
  )
}

function Port({ port, station }: { readonly port: Station['ports'][number]; readonly station: Station }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { name, ports } = station.container
  const binding = ports.find((each) => each.hostPort === port.hostPort && each.protocol === port.protocol)
  const link = binding ? portLink(binding, endpoint) : null
  const text = `:${port.hostPort}`
  if (!link) return <span className={styles['port']}>{text}</span>
  return (
    <a
      className={styles['port']}
      href={link.url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('networks.map.port', { address: link.address, name })}
      onClick={(event) => {
        event.preventDefault()
        openExternal(link.url)
      }}
    >
      {text}
    </a>
  )
}

type LineLabelsProps = {
  readonly line: Line
  readonly index: number
  readonly layout: MapLayout
  readonly lit: string | null
  readonly onLight: (id: string | null) => void
}

function LineLabels({ line, index, layout, lit, onLight }: LineLabelsProps) {
  const { t } = useTranslation()
  const { network, y, endX, more, running } = line
  // A crossing station is said once, with the first line it is on.
  const own = layout.stations.filter(({ lines }) => lines[0] === index)
  return (
    // Arrows move among its links, as an addition to Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      aria-label={t('networks.map.line', { name: network.name })}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveFocus(event, 'a')}
    >
      <div className={styles['lineLabel']} style={at(0, y)}>
        <strong title={network.name}>
          <bdi>{network.name}</bdi>
        </strong>
        <span className={styles['mono']}>{network.pools[0]?.subnet ?? t('networks.map.noSubnet')}</span>
      </div>
      {own.map((station, position) => (
        <StationLabel
          key={station.container.id}
          station={station}
          isFirst={position === 0}
          isDimmed={isDim(station, lit)}
          onLight={onLight}
        />
      ))}
      {more > 0 && (
        <span className={styles['more']} style={at(endX + 24, y)}>
          {t('networks.map.andMore', { count: more })}
        </span>
      )}
      {running === 0 && (
        <span className={styles['more']} style={at(geometry.labelWidth + 60, y)}>
          {t('networks.map.nothing')}
        </span>
      )}
    </div>
  )
}

function isDim(station: Station, lit: string | null): boolean {
  return lit !== null && station.container.id !== lit
}

type StationLabelProps = {
  readonly station: Station
  readonly isFirst: boolean
  readonly isDimmed: boolean
  readonly onLight: (id: string | null) => void
}

function StationLabel({ station, isFirst, isDimmed, onLight }: StationLabelProps) {
  const { t } = useTranslation()
  const { container, addresses, x, top } = station
  const isCrossing = addresses.length > 1
  const said = addresses.map(({ network, ipAddress }) =>
    ipAddress === null
      ? t('networks.map.noAddressOn', { network: network.name })
      : t('networks.map.addressOn', { address: ipAddress, network: network.name }),
  )
  const light = () => onLight(container.id)
  const unlight = () => onLight(null)
  const position = isCrossing ? at(x + 18, top + 56) : at(x, top + 14)
  return (
    <a
      className={classNames(styles['station'], isCrossing && styles['crossing'], isDimmed && styles['dim'])}
      style={position}
      href={formatRoute({ pane: 'container', id: container.id, tab: 'logs' })}
      aria-label={t('networks.map.station', { name: container.name, addresses: said.join(', ') })}
      title={`${container.name}\n${said.join('\n')}`}
      // Tab goes from line to line; arrows go along one.
      tabIndex={isFirst ? 0 : -1}
      draggable={false}
      onPointerEnter={light}
      onPointerLeave={unlight}
      onFocus={light}
      onBlur={unlight}
    >
      <span className={styles['stationName']}>
        <StateGlyph glyph={deriveState(container, 0).glyph} size={14} />
        <bdi>{container.name}</bdi>
      </span>
      {isCrossing ? (
        said.slice(0, 3).map((text) => (
          <span key={text} className={styles['mono']}>
            {text}
          </span>
        ))
      ) : (
        <span className={styles['mono']}>{addresses[0]?.ipAddress}</span>
      )}
    </a>
  )
}
