/** Where a variable or label of a container comes from. */
export type Origin = 'image' | 'container' | 'compose' | 'engine'

export type OriginEntry = {
  readonly name: string
  readonly value: string | null
  readonly origin: Origin
  /** What the image says, where the container says otherwise. */
  readonly imageValue: string | null
}

type Pair = { readonly name: string; readonly value: string | null }

/** Docker writes it into the settings of a container whose image has none. */
const engineVariable = 'PATH'

/** Variables with their origin. `image` is null when the image is gone, and then nothing counts as its own. */
export function variableOrigins(
  variables: readonly Pair[],
  image: readonly Pair[] | null,
  isCompose: boolean,
): OriginEntry[] {
  const given = isCompose ? 'compose' : 'container'
  const ofImage = new Map(image?.map(({ name, value }) => [name, value]))
  return variables.map(({ name, value }) => {
    if (ofImage.has(name) && ofImage.get(name) === value) {
      return { name, value, origin: 'image', imageValue: null }
    }
    const isEngines = name === engineVariable && image !== null && !ofImage.has(name)
    return { name, value, origin: isEngines ? 'engine' : given, imageValue: ofImage.get(name) ?? null }
  })
}

export type LabelGroups = { readonly own: readonly OriginEntry[]; readonly compose: readonly OriginEntry[] }

/** Labels with their origin; those that Compose keeps its books with are apart. */
export function labelOrigins(
  labels: Readonly<Record<string, string>>,
  image: Readonly<Record<string, string>> | null,
  isCompose: boolean,
): LabelGroups {
  const pairs = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([name, value]) => ({ name, value }))
  const all = variableOrigins(pairs(labels), image && pairs(image), isCompose).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  const isComposeLabel = ({ name }: OriginEntry) => name.startsWith('com.docker.compose.')
  return {
    own: all.filter((entry) => !isComposeLabel(entry)),
    compose: all.filter(isComposeLabel).map((entry) => ({ ...entry, origin: 'compose' as const })),
  }
}
