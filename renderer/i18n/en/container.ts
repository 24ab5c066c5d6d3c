export const container = {} as const
