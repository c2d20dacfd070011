// Words are put into a field as typed by hand: so they can be taken back as by hand.

const type = (words) => document.execCommand("insertText", false, words);

/** Puts words where the caret is. */
export function insert(field, words) {
  field.focus();
  type(words);
}

/** Puts words in place of all that the field holds. */
export function replace(field, words) {
  field.focus();
  field.select();
  type(words);
}

/** In an empty field words are all there is; words of a person are not replaced. */
export const fill = (field, words) => (field.value.trim() ? insert : replace)(field, words);
