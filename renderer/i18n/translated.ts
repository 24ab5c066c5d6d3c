type OtherForm<K> = K extends `${infer Stem}_one` ? `${Stem}_other` : K

/**
 * The shape a translation must have: every key of the English one, so that a missing string does not compile.
 * Chinese has one plural form, so `…_one` keys fall away.
 */
export type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : OtherForm<K>]: T[K] extends string
    ? string
    : Translated<T[K]>
}
