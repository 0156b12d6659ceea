// In: the text of a page or picture. Out: its elements in document order, as parse5 (the HTML standard's algorithm) sees them.
import { parse } from 'parse5';

/** Every element below `node`, templates included. */
export function* elements(node) {
  if (node.tagName !== undefined) yield node;
  for (const child of [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])]) yield* elements(child);
}

export const parseElements = (text) => [...elements(parse(text))];

/** An attribute's value; `xlink:href` is found by its full name. */
export const attribute = (el, name) => el.attrs.find((at) => fullName(at) === name)?.value;

export const fullName = (at) => (at.prefix ? `${at.prefix}:${at.name}` : at.name);

export const textOf = (el) => (el.childNodes ?? []).map((node) => node.value ?? textOf(node)).join('');
