/** @param {readonly number[]} values @param {number} share between 0 and 1 */
export declare function percentile(values: readonly number[], share: number): number;
/** @param {readonly number[]} values */
export declare function median(values: readonly number[]): number;
export type Figure = {
    name: string;
    value: number;
    unit: string;
    target: number;
    better: 'less' | 'more';
    detail: string;
};
/**
 * One figure against its target. `value` is what is judged: a ratio, or a number with a unit.
 * @typedef {{ name: string, value: number, unit: string, target: number, better: 'less' | 'more', detail: string }} Figure
 */
/** @param {Figure} figure */
export declare function isMet({ value, target, better }: Figure): boolean;
/** @param {Figure} figure */
export declare function formatFigure(figure: Figure): {
    name: string;
    value: string;
    target: string;
    met: string;
    detail: string;
};
