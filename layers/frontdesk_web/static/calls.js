/* Writes how a call stands while it is open. Comfort only: the button that this hides does the same. */
(() => {
  const place = document.querySelector('[data-call]');
  if (!place || 'over' in place.dataset) return;
  const EVERY_MS = 2000, find = name => place.querySelector(`[data-${name}]`);
  const [tag, spoken, steps, reload] = ['tag', 'spoken', 'steps', 'reload'].map(find);
  reload.hidden = true;

  const set = (it, text) => { if (it.textContent !== text) it.textContent = text; };
  const step = ([words, at]) => {
    const line = document.createElement('li'), time = document.createElement('span');
    time.className = 'num';
    time.textContent = at;
    line.append(Object.assign(document.createElement('span'), {textContent: words}), ' ', time);
    return line;
  };
  const show = said => {
    set(tag, said.tag.text);
    tag.className = `tag ${said.tag.kind}`;
    set(spoken, said.spoken);
    if (steps.children.length !== said.steps.length) steps.replaceChildren(...said.steps.map(step));
    if (said.over) reload.hidden = false;
    if (said.over || said.steps.length > 1) place.querySelectorAll('[data-while-open]').forEach(it => { it.hidden = true; });
  };
  const ask = async () => {
    if (document.hidden) return true;
    const answer = await fetch(place.dataset.call).catch(() => null);
    if (!answer) return true;
    if (!answer.ok || answer.redirected) { reload.hidden = false; return false; }
    const said = await answer.json();
    show(said);
    return !said.over;
  };
  const again = async () => { if (await ask()) setTimeout(again, EVERY_MS); };
  setTimeout(again, EVERY_MS);
})();
