// One of several, as browsers do it with radio buttons: Tab comes to the chosen one,
// the arrow keys go to others and choose them.

/**
 * Has the arrow keys choose among a group's children.
 * @template {HTMLElement} E @param {E} group with the role radiogroup @returns {E}
 */
export function roving(group) {
  group.addEventListener('keydown', (e) => {
    const all = [...group.children], now = all.indexOf(document.activeElement);
    if (now < 0) return;
    const column = all.filter((el) => el.offsetLeft === all[now].offsetLeft), row = column.indexOf(all[now]);
    const upright = column.length > 1;
    const to = {
      ArrowRight: all[(now + 1) % all.length], ArrowLeft: all[(now - 1 + all.length) % all.length], Home: all[0], End: all[all.length - 1],
      ArrowDown: upright ? column[(row + 1) % column.length] : all[(now + 1) % all.length],
      ArrowUp: upright ? column[(row - 1 + column.length) % column.length] : all[(now - 1 + all.length) % all.length],
    }[e.key];
    if (!to) return;
    to.click();
    to.focus();
    e.preventDefault();
    e.stopPropagation();
  });
  return group;
}

/** Marks the chosen one. @param {HTMLElement} group @param {(el: HTMLElement, i: number) => boolean} is */
export function choose(group, is) {
  [...group.children].forEach((el, i) => {
    const on = is(el, i);
    el.setAttribute('aria-checked', on ? 'true' : 'false');
    el.tabIndex = on ? 0 : -1;
  });
}
