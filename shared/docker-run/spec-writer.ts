import type { Loss } from './conversion.ts'
import { Problems } from './conversion.ts'
import type { ListName, RunOptionName, SwitchName, TextName } from './run-options.ts'
import type { OptionValue, RunOptions } from './run-spec.ts'

type Nothing = null | undefined

/** Gathers options one by one, leaving out what is nothing, and what could not be said. */
export class SpecWriter {
  readonly problems = new Problems()
  private readonly values: Partial<Record<RunOptionName, OptionValue>> = {}

  turn(name: SwitchName, isOn: boolean | Nothing): void {
    if (isOn) this.values[name] = true
  }

  /** A switch that says something when it is off, too. */
  set(name: SwitchName, isOn: boolean | Nothing): void {
    if (isOn !== null && isOn !== undefined) this.values[name] = isOn
  }

  text(name: TextName, value: string | Nothing): void {
    if (value) this.values[name] = value
  }

  /** A text that says something when it is empty, too. */
  exactText(name: TextName, value: string): void {
    this.values[name] = value
  }

  /** Zero is nothing. */
  number(name: TextName, value: number | Nothing): void {
    if (value) this.values[name] = String(value)
  }

  list(name: ListName, values: readonly string[] | Nothing): void {
    if (!values || values.length === 0) return
    const before = this.values[name]
    this.values[name] = [...(Array.isArray(before) ? before : []), ...values]
  }

  lose(code: Loss, option: RunOptionName | null, value: string | null): void {
    this.problems.add(code, option, value)
  }

  get options(): RunOptions {
    return this.values as RunOptions
  }
}

export function pairsOf(map: Readonly<Record<string, string>> | Nothing): readonly string[] {
  return Object.entries(map ?? {}).map(([key, value]) => `${key}=${value}`)
}
