export type Stage = import('./stage.mjs').Stage;
export type Figure = import('./figures.mjs').Figure;
/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/**
 * Scripts and styles that the browser fetches before the first pane can be used, compressed.
 * @param {Stage} stage
 * @returns {Promise<Figure>}
 */
export declare function firstPaneSize(stage: Stage): Promise<Figure>;
