/** More streams at once serve nobody: a list sorted by a measured value measures its first ones. */
export const mostWatched = 2_000
