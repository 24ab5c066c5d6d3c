/**
 * What is wrong; which stories should find it, as a file and perhaps words of a title; in which bundle it is; and the
 * change of text that makes it so.
 * @type {readonly (readonly [fault: string, stories: string, file: string, from: string, to: string])[]}
 */
export declare const mutants: readonly (readonly [
  fault: string,
  stories: string,
  file: string,
  from: string,
  to: string,
])[]
