/** Paths of the one-time addresses through which the bytes of a file pass between engine and browser. */
export const transferPath = '/transfer/'
