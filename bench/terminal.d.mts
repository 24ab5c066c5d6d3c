export type Stage = import('./stage.mjs').Stage;
export type Figure = import('./figures.mjs').Figure;
/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/**
 * From a key to its echo on the screen, against `docker exec -it` in a pty.
 * @param {Stage} stage @param {number} keys
 * @returns {Promise<Figure>}
 */
export declare function keyEcho(stage: Stage, keys: number): Promise<Figure>;
