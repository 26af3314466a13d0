import { assets } from '../paths.js';

const sheet = new URL('icons.svg', assets);
export const SVG = 'http://www.w3.org/2000/svg';

/** A sign of ours, in the colour of the text beside it. @param {string} name a symbol of icons.svg @returns {SVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${sheet.pathname}#${name}`);
  svg.append(use);
  return svg;
}

/** Shows another sign. @param {SVGElement} svg @param {string} name */
export function setIcon(svg, name) {
  const href = `${sheet.pathname}#${name}`;
  if (svg.firstChild.getAttribute('href') !== href) svg.firstChild.setAttribute('href', href);
}
