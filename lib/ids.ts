/** Whether a text from an address can be an id at all; anything else is as absent as an id that nothing has. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
