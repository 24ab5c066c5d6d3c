export type Stage = Awaited<ReturnType<typeof openStage>>;
/**
 * What every figure is measured on: a private engine, the built web host, a real Chromium.
 * @typedef {Awaited<ReturnType<typeof openStage>>} Stage
 */
export declare function openStage(): Promise<{
    engine: import("../scripts/lab/engine.mjs").LabEngine;
    hostPid: number;
    browser: import("@playwright/test").Browser;
    /** Opens a signed-in page; `script` runs before any of the page's own. @param {string} route @param {() => void} [script] */
    openPage(route: string, script?: () => void): Promise<import("@playwright/test").Page>;
    close(): Promise<void>;
}>;
/**
 * Runs docker against the stage's engine and throws when it fails.
 * @param {Stage} stage @param {readonly string[]} args
 */
export declare function docker(stage: Stage, ...args: readonly string[]): Promise<string>;
/**
 * Wall time of a command whose output goes nowhere, in milliseconds.
 * @param {Stage} stage @param {readonly string[]} args
 */
export declare function timeDocker(stage: Stage, ...args: readonly string[]): Promise<any>;
