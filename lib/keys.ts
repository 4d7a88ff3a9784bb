/** The keys of a record of words, as the non-empty list that enumerations are made of. */
export const keysOf = <T extends string>(of: Record<T, unknown>) => Object.keys(of) as [T, ...T[]];
