import { classNames } from '../../ui/class-names.ts'
import { geometry, type MapLayout, type Station } from './map-layout.ts'
import styles from './map-tracks.module.css'
import type { LineColour } from './network-model.ts'

type MapTracksProps = {
  readonly layout: MapLayout
  readonly colours: ReadonlyMap<string, LineColour>
  /** The container whose way is to stand out. */
  readonly lit: string | null
  readonly label: string
}

const startX = geometry.labelWidth - 16

/** The drawing under the names: lines, stations, crossings, and what hangs from the computer. */
export function MapTracks({ layout, colours, lit, label }: MapTracksProps) {
  const { lines, stations, width, height, hasPorts } = layout
  const published = stations.filter(({ ports }) => ports.length > 0)
  const isDim = (station: Station) => lit !== null && station.container.id !== lit
  const litLines = stations.find(({ container }) => container.id === lit)?.lines
  return (
    <svg className={styles['tracks']} width={width} height={height} role="img" aria-label={label}>
      {hasPorts && (
        <>
          <line
            className={styles['computer']}
            x1={startX}
            x2={Math.max(...published.map(({ x }) => x))}
            y1={geometry.computerY}
            y2={geometry.computerY}
          />
          <circle className={styles['computerEnd']} cx={startX} cy={geometry.computerY} r={4} />
          {published.map((station) => (
            <line
              key={station.container.id}
              className={classNames(styles['drop'], isDim(station) && styles['dim'])}
              x1={station.x}
              x2={station.x}
              y1={geometry.computerY}
              y2={station.top}
            />
          ))}
        </>
      )}
      {lines.map(({ network, y, endX, running }, index) => (
        <g
          key={network.id}
          className={classNames(styles['line'], litLines && !litLines.includes(index) && styles['dim'])}
          data-line={colours.get(network.id)}
        >
          <line x1={startX} x2={running === 0 ? startX + 40 : endX} y1={y} y2={y} />
          <circle className={styles['end']} cx={startX} cy={y} r={4} />
        </g>
      ))}
      {stations.map((station) => (
        <g key={station.container.id} className={isDim(station) ? styles['dim'] : undefined}>
          {station.lines.length > 1 ? (
            <Crossing station={station} layout={layout} />
          ) : (
            <circle
              className={styles['stop']}
              data-line={colours.get(station.addresses[0]?.network.id ?? '')}
              cx={station.x}
              cy={station.top}
              r={6}
            />
          )}
        </g>
      ))}
      {lines.map(({ network, y }, index) => (
        // A line that a crossing container is not on runs over it.
        <g key={network.id} className={styles['line']} data-line={colours.get(network.id)}>
          {stations
            .filter(
              ({ lines: own, top, bottom }) =>
                own.length > 1 && top < y && y < bottom && !own.includes(index),
            )
            .filter(({ x }) => x < (lines[index]?.endX ?? 0))
            .map(({ container, x }) => (
              <line key={container.id} x1={x - 14} x2={x + 14} y1={y} y2={y} />
            ))}
        </g>
      ))}
    </svg>
  )
}

function Crossing({ station, layout }: { readonly station: Station; readonly layout: MapLayout }) {
  const { x, top, bottom, lines } = station
  return (
    <>
      <rect
        className={styles['crossing']}
        x={x - 9}
        y={top - 9}
        width={18}
        height={bottom - top + 18}
        rx={9}
      />
      {lines.length > 2 &&
        lines
          .slice(1, -1)
          .map((line) => (
            <circle key={line} className={styles['between']} cx={x} cy={layout.lines[line]?.y ?? 0} r={3} />
          ))}
    </>
  )
}
