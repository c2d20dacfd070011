// ما تقوله النصوص البرمجية بالعربية.

/** Digits as they stand. */
export const number = (value) => String(value);
export const yourTime = (time) => `${time} بتوقيتك`;
