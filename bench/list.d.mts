export type Stage = import('./stage.mjs').Stage;
export type Figure = import('./figures.mjs').Figure;
/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/**
 * From the engine's event to the painted row: pause and unpause, timed by the engine's own clock, which is
 * this machine's.
 * @param {Stage} stage @param {number} changes
 * @returns {Promise<Figure>}
 */
export declare function eventToPaint(stage: Stage, changes: number): Promise<Figure>;
/**
 * 300 containers: from the message with the snapshot to the first painted rows.
 * @param {Stage} stage @param {number} rounds @param {number} count
 * @returns {Promise<Figure>}
 */
export declare function listPaint(stage: Stage, rounds: number, count: number): Promise<Figure>;
