export type Stage = import('./stage.mjs').Stage;
export type Figure = import('./figures.mjs').Figure;
/**
 * 1,000,000 lines of a stopped container: from the request to the last line held in the page, against
 * `docker logs > /dev/null` in the same run.
 * @param {Stage} stage @param {number} rounds @param {number} count
 * @returns {Promise<Figure>}
 */
export declare function logsIn(stage: Stage, rounds: number, count: number): Promise<Figure>;
/**
 * Following 50,000 lines a second: the longest frame, and what the page's heap gains.
 * @param {Stage} stage @param {number} seconds
 * @returns {Promise<Figure[]>}
 */
export declare function logsFollow(stage: Stage, seconds: number): Promise<Figure[]>;
