import * as z from 'zod/mini'

/** Carries a type through the table without a value. */
export type Phantom<T> = { readonly _type?: T }

export type CallRow<P, R> = {
  readonly params: z.ZodMiniType<P>
  readonly result: Phantom<R>
  /** Docker Engine API operations behind it; empty when the host answers by itself. */
  readonly operation: string
}
export type StreamRow<P, T, I> = {
  readonly params: z.ZodMiniType<P>
  readonly item: Phantom<T>
  readonly input: z.ZodMiniType<I>
  readonly operation: string
}

/** For rows without parameters. */
export const none = z.strictObject({})
const noInput = z.never()
export type Nothing = null

export function type<T>(): Phantom<T> {
  return {}
}
export function call<P, R>(params: z.ZodMiniType<P>, result: Phantom<R>, operation: string): CallRow<P, R> {
  return { params, result, operation }
}
export function stream<P, T, I = never>(
  params: z.ZodMiniType<P>,
  item: Phantom<T>,
  operation: string,
  input?: z.ZodMiniType<I>,
): StreamRow<P, T, I> {
  return { params, item, operation, input: input ?? (noInput as unknown as z.ZodMiniType<I>) }
}
