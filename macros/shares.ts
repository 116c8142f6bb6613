/** SQL of a part of a whole, from 0 to 1; null where the whole is nothing. */
export const share = (part: string, whole: string): string => `cast(${part} as double) / nullif(${whole}, 0)`;

/** SQL of the number of rows for which a condition holds. */
export const count_where = (condition: string): string => `count(case when ${condition} then 1 end)`;

/** SQL of the share of rows for which a condition holds, from 0 to 1. */
export const share_where = (condition: string): string => share(count_where(condition), 'count(*)');
