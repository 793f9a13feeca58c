/* The calendar by hand: one tab stop, arrow keys, and appointments that are dragged or carried to a free time.
   Comfort only: what is dropped opens the page on which the move is confirmed, and everything here is a link, too. */
(() => {
  const grid = document.querySelector('.agenda'), says = document.getElementById('happens');
  if (!grid || !says) return;
  const hint = document.getElementById('by-hand'), columns = [...grid.querySelectorAll('.col')];
  const entries = column => [...column.querySelectorAll('a[data-row]')], all = () => columns.flatMap(entries);
  const row = it => Number(it.dataset.row), columnOf = it => it.closest('.col');
  let picked = null;

  const fill = (words, known) => Object.entries(known).reduce(
    (it, [name, value]) => it.replace(`{${name}}`, () => value), words);
  const tell = (words, known = {}) => { says.textContent = fill(words, known); };
  const targets = column => entries(column).filter(it => it.dataset.time && it.dataset.type === picked.dataset.type);
  const heading = it => columnOf(it).querySelector('h2').firstChild.textContent.trim();
  const named = it => ({name: picked.dataset.name, time: it.dataset.at, column: heading(it)});

  // One tab stop: whatever had the focus last.
  const stop = (it, focus) => {
    all().forEach(other => { other.tabIndex = other === it ? 0 : -1; });
    if (it && focus) it.focus();
  };

  // ARIA: each column is a row of the grid, whose cells are what stands in it. Headings stay headings, in a cell.
  const wrap = (inside, role) => {
    const cell = document.createElement('div');
    cell.className = 'cell';
    cell.setAttribute('role', role);
    inside[0].before(cell);
    cell.append(...inside);
  };
  grid.setAttribute('role', 'grid');
  grid.setAttribute('aria-label', grid.dataset.label);
  grid.setAttribute('aria-describedby', 'by-hand');
  columns.forEach(column => {
    column.setAttribute('role', 'row');
    wrap([column.querySelector('h2')], 'rowheader');
    column.querySelectorAll(':scope > .nothing').forEach(it => it.setAttribute('role', 'gridcell'));
    column.querySelectorAll(':scope > ol, :scope > ol > li').forEach(it => it.setAttribute('role', 'presentation'));
    column.querySelectorAll(':scope > ol > li').forEach(it => wrap([...it.childNodes], 'gridcell'));
  });
  const scroller = grid.parentElement;
  ['role', 'tabindex', 'aria-label'].forEach(name => scroller.removeAttribute(name));
  all().forEach(it => { it.draggable = Boolean(it.dataset.move); });
  stop(all()[0]);
  hint.hidden = false;

  const nearest = (list, at) => list.reduce((best, it) => (
    best && Math.abs(row(best) - row(at)) <= Math.abs(row(it) - row(at)) ? best : it), null);

  // Up and down in a column, left and right to what is nearest in time in the next one that has something.
  const goes = (from, key, whole) => {
    const choose = picked ? targets : entries, list = choose(columnOf(from)), at = list.indexOf(from);
    if (key === 'ArrowUp') return list[at - 1];
    if (key === 'ArrowDown') return list[at + 1];
    const everything = whole ? columns.flatMap(choose) : list;
    if (key === 'Home') return everything[0];
    if (key === 'End') return everything[everything.length - 1];
    const step = key === 'ArrowRight' ? 1 : -1;
    for (let next = columns.indexOf(columnOf(from)) + step; columns[next]; next += step) {
      const found = nearest(choose(columns[next]), from);
      if (found) return found;
    }
    return undefined;
  };

  const pickUp = it => {
    picked = it;
    const free = columns.flatMap(targets);
    if (!free.length) {
      picked = null;
      tell(grid.dataset.none, {name: it.dataset.name});
      return false;
    }
    grid.classList.add('carrying');
    it.classList.add('picked');
    free.forEach(one => {
      one.classList.add('target');
      one.setAttribute('aria-label', fill(grid.dataset.target, named(one)));
    });
    tell(grid.dataset.picked, {name: it.dataset.name});
    return true;
  };
  const letGo = () => {
    grid.classList.remove('carrying');
    grid.querySelectorAll('.picked, .target, .over').forEach(it => {
      it.classList.remove('picked', 'target', 'over');
      it.removeAttribute('aria-label');
    });
    picked = null;
  };
  const giveUp = () => {
    const it = picked;
    tell(grid.dataset.givenUp, {name: it.dataset.name});
    letGo();
    stop(it, true);
  };
  const drop = at => {
    const there = new URLSearchParams({location: grid.dataset.location, day: at.dataset.day, time: at.dataset.time});
    const address = `${picked.dataset.move}?${there}`;
    tell(grid.dataset.dropped, named(at));
    letGo();
    location.assign(address);
  };

  grid.addEventListener('focusin', event => {
    const it = event.target.closest('a[data-row]');
    if (it) stop(it);
  });
  grid.addEventListener('keydown', event => {
    const it = event.target.closest('a[data-row]');
    if (!it || event.altKey || event.metaKey || (event.ctrlKey && !['Home', 'End'].includes(event.key))) return;
    if (['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
      event.preventDefault();
      stop(goes(it, event.key, event.ctrlKey) || it, true);
    } else if (event.key.toLowerCase() === 'm' && !picked) {
      event.preventDefault();
      if (!it.dataset.move) tell(grid.dataset.fixed);
      else if (pickUp(it)) stop(nearest(targets(columnOf(it)), it) || columns.flatMap(targets)[0], true);
    } else if (event.key === 'Escape' && picked) {
      giveUp();
    } else if (event.key === 'Enter' && picked) {
      event.preventDefault();
      if (it.classList.contains('target')) drop(it);
    }
  });

  // Dragging: onto a free time, or anywhere onto a box that has one of the kind.
  const under = event => {
    if (!picked) return null;
    const one = event.target.closest('.target'), box = event.target.closest('.free');
    return one || (box && box.querySelector('.target'));
  };
  grid.addEventListener('dragstart', event => {
    const it = event.target.closest && event.target.closest('a[data-move]');
    if (!it) return;
    if (picked) letGo();
    if (!pickUp(it)) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', it.dataset.name);
  });
  grid.addEventListener('dragover', event => {
    const at = under(event);
    grid.querySelectorAll('.over').forEach(it => it.classList.toggle('over', it === at));
    if (!at) return;
    event.preventDefault();
    at.classList.add('over');
  });
  grid.addEventListener('drop', event => {
    const at = under(event);
    if (!at) return;
    event.preventDefault();
    drop(at);
  });
  grid.addEventListener('dragend', () => { if (picked) giveUp(); });
})();
